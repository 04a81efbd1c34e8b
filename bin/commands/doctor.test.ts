import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAuthority, openDatabase } from '@kotisilta/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clockFindings } from '../doctor/clock.ts'
import type { Finding } from '../doctor/finding.ts'
import { softwareFindings } from '../doctor/software.ts'

const KOTISILTA = join(import.meta.dirname, '../kotisilta')

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-doctor-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function doctor(environment: Record<string, string> = {}, ...args: string[]) {
  const { stdout, status } = spawnSync(KOTISILTA, ['doctor', '--json', ...args], {
    encoding: 'utf8',
    env: { ...process.env, KOTISILTA_DATA_DIR: folder, ...environment },
  })
  const findings = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Finding)
  return { status, of: (check: string) => findings.find((finding) => finding.check === check), findings }
}

test('says of a whole installation what it has looked at, and what is still missing', async () => {
  await (await openDatabase(folder)).close()
  const { of, status } = doctor()
  expect(of('versions')).toMatchObject({ state: 'ok' })
  expect(of('configuration')).toMatchObject({ state: 'ok' })
  expect(of('permissions')).toMatchObject({ state: 'ok' })
  expect(of('database')).toMatchObject({ state: 'ok', says: expect.stringContaining('0 clients') })
  expect(of('staff')).toMatchObject({ state: 'fault', remedy: expect.stringContaining('user add') })
  expect(status).toBe(1)
})

test('finds a folder open to others, a wrong variable, a missing backup and a left-over workspace, with what to do', async () => {
  await (await openDatabase(folder)).close()
  chmodSync(folder, 0o755)
  mkdirSync(join(folder, '.backup-abc'))
  const { of, findings } = doctor({ KOTISILTA_HTTP_PORT: 'eighty' }, '--backups', join(folder, 'none'))
  for (const check of ['permissions', 'configuration', 'backups'])
    expect(of(check), check).toMatchObject({ state: 'fault' })
  expect(of('left over')).toMatchObject({ state: 'warning' })
  for (const { state, remedy } of findings) expect(remedy === undefined).toBe(state === 'ok')
})

test('reads the certificates of a server as it writes them, and says which one cannot be read', async () => {
  await (await openDatabase(folder)).close()
  const authority = await openAuthority(
    { folder: join(folder, 'authority'), passphrase: undefined, names: [], gatewayDays: 90 },
    Date.now(),
  )
  await authority.serverIdentity(Date.now())
  writeFileSync(join(folder, 'proxy.crt'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
  const found = doctor().findings.filter(({ check }) => check === 'certificate')
  const ofEach = Object.fromEntries(found.map(({ says, state }) => [says.split(' ')[0], state]))
  expect(ofEach).toEqual({ 'authority/authority.pem': 'ok', 'authority/server.pem': 'ok', 'proxy.crt': 'fault' })
})

test('finds a database that is damaged', async () => {
  await (await openDatabase(folder)).close()
  const file = openSync(join(folder, 'kotisilta.sqlite'), 'r+')
  writeSync(file, Buffer.alloc(4096, 0x55), 0, 4096, 2048)
  const { of } = doctor()
  expect(of('database')).toMatchObject({ state: 'fault', remedy: expect.stringContaining('restore') })
})

test('a clock of 1970, or one behind what was written down, is a fault', () => {
  expect(clockFindings(0, undefined)[0]).toMatchObject({ state: 'fault' })
  const now = Date.parse('2026-12-01T00:00:00Z')
  expect(clockFindings(now, now + 120_000)[0]).toMatchObject({ state: 'fault' })
  expect(clockFindings(now, now - 1)[0]).toMatchObject({ state: 'ok' })
})

test('an old Node is a fault', () => {
  expect(softwareFindings('20.20.2')[0]).toMatchObject({ state: 'fault' })
})
