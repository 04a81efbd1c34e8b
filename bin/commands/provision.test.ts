import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { partitionOf } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const KOTISILTA = join(import.meta.dirname, '../kotisilta')

/** Each starts processes of its own. */
vi.setConfig({ testTimeout: 30_000 })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-provision-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function provision(...args: string[]) {
  const out = join(folder, 'fleet.ndjson')
  const { status, stderr } = spawnSync(KOTISILTA, ['provision', ...args, '--out', out], {
    encoding: 'utf8',
    env: { ...process.env, KOTISILTA_DATA_DIR: join(folder, 'data') },
  })
  const fleet =
    status === 0
      ? readFileSync(out, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : []
  return { status, stderr, fleet, out }
}

test('each gateway has its partition, a token of its own, and at least a wristband and a scale of one patient', () => {
  const { fleet, out } = provision('--gateways', '3')
  expect(fleet.map(({ gateway }) => gateway)).toEqual(['gw-000001', 'gw-000002', 'gw-000003'])
  expect(fleet[0].partition).toBe(partitionOf('home-000001'))
  expect(new Set(fleet.map(({ token }) => token)).size).toBe(3)
  expect(fleet[0].devices.map(({ profile }: { profile: string }) => profile)).toEqual([
    'sig-heart-rate',
    'sig-weight-scale',
  ])
  expect(new Set(fleet[0].devices.map(({ patient }: { patient: string }) => patient)).size).toBe(1)
  expect(statSync(out).mode & 0o077).toBe(0)
})

test('provisioning again adds homes and changes nobody’s token', () => {
  provision('--gateways', '2')
  expect(provision('--gateways', '1').fleet.map(({ gateway }) => gateway)).toEqual(['gw-000003'])
})

test('a table with faults is refused with every one of them, and nothing is written', () => {
  const table = join(folder, 'homes.csv')
  writeFileSync(table, 'home,gateway,patient,name,language,device,profile\nh,GW,p,N,fi,ble:c0,x\n')
  expect(provision('--from', table)).toMatchObject({ status: 1, stderr: expect.stringContaining('row 1: gateway') })
  expect(provision('--from', join(folder, 'nothing.csv'))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('cannot be read'),
  })
})
