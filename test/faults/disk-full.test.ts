import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

/** A real disk that is really full: a small file system in memory. */
let mount: string
let region: Region
beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'kotisilta-disk-'))
})
afterEach(async () => {
  await region?.close()
  spawnSync('umount', [mount])
  rmSync(mount, { recursive: true, force: true })
})

test('fault 10: with a full disk nothing is acknowledged, everybody is told, and with room again it goes on', async () => {
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', mount])
  expect(mounted.status, `mounting needs root: ${mounted.stderr}`).toBe(0)
  const dataDir = join(mount, 'data')
  mkdirSync(dataDir)
  region = await Region.open(1, { KOTISILTA_DATA_DIR: dataDir })
  const screen = await region.screen()
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await gateway.send([{ kind: 'heart-rate', value: 70, unit: '/min' }])

  const filler = join(mount, 'filler')
  spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k'])
  const raw = 'ab'.repeat(400)
  let sent = 0
  const flood = async (size: number) => {
    const flooding = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
    try {
      for (;;) {
        const at = new Date(Date.now() - 3_600_000 + ++sent).toISOString()
        await flooding.send(Array.from({ length: size }, () => ({ kind: 'steps', value: sent, unit: '1', at, raw })))
      }
    } finally {
      await flooding.close()
    }
  }
  // First what is large does not fit any more, then what is small neither.
  for (const size of [100, 10, 1]) await expect(flood(size)).rejects.toThrow('before the acknowledgement')
  await until(
    () => screen.ticks.at(-1)?.troubles.includes('storage-full') ?? false,
    'the screen says that the disk is full',
  )
  expect((await fetch(`${region.url}/readyz`)).status).toBe(503)
  expect(region.server.log().match(/storage-full/g)).toHaveLength(1)
  const again = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await expect(again.sos()).rejects.toThrow('before the acknowledgement')

  rmSync(filler)
  await until(async () => (await fetch(`${region.url}/readyz`)).status === 200, 'the server is ready again')
  const third = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await third.sos()
  await screen.alert((alert) => alert.rule === 'sos')
  await until(() => screen.ticks.at(-1)?.troubles.length === 0, 'the screen says that all is well')
  for (const each of [gateway, again, third]) await each.close()
  screen.close()
})
