import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { count } from '../harness/counts.ts'
import { TestHome } from '../harness/home.ts'
import { Region } from '../harness/region.ts'
import { seeded } from '../harness/seeded.ts'
import { until } from '../harness/until.ts'

const CUTS = count(10, 100)

let region: Region
let home: TestHome
const folder = mkdtempSync(join(tmpdir(), 'kotisilta-power-'))
beforeAll(async () => {
  region = await Region.withNetworkDevices(1)
  home = new TestHome(region.fleet[0] as (typeof region.fleet)[0], region.mqttUrl)
})
afterAll(async () => {
  await home.close()
  await region.close()
  rmSync(folder, { recursive: true, force: true })
})

/**
 * kill -9 leaves the page cache whole, so a power cut is played on a copy of the files: the write-ahead log ends at a
 * random byte, as when the rest had not reached the card.
 */
function cutCopy(cut: number, random: () => number): string {
  const copy = join(folder, String(cut))
  mkdirSync(copy)
  for (const file of readdirSync(home.dataDir)) {
    if (!/-shm$|\.sock$/.test(file)) copyFileSync(join(home.dataDir, file), join(copy, file))
  }
  const log = join(copy, 'gateway.sqlite-wal')
  expect(existsSync(log)).toBe(true)
  truncateSync(log, Math.floor(statSync(log).size * random()))
  return copy
}

test(`fault 2: power is cut in the gateway in mid-write, ${CUTS} times: it starts, its outbox is whole, what is in it arrives`, async () => {
  const random = seeded(2)
  await home.begin()
  await region.server.kill()
  for (let index = 0; index < 200; index++) {
    const at = new Date(Date.now() - 3_600_000 + index * 1_000).toISOString()
    await home.tell('reading', { kind: 'steps', value: index, unit: '1', over: 'PT15M', at })
  }
  await home.kill()
  const copies = Array.from({ length: CUTS }, (_, cut) => cutCopy(cut, random))

  await region.startServer()
  const lengths: number[] = []
  for (const copy of copies) {
    rmSync(home.dataDir, { recursive: true })
    mkdirSync(home.dataDir)
    for (const file of readdirSync(copy)) copyFileSync(join(copy, file), join(home.dataDir, file))
    await home.begin()
    expect(readdirSync(home.dataDir).filter((name) => /damaged|set-aside|corrupt/.test(name))).toEqual([])
    await home.tell('event', { kind: 'alive-test', at: new Date().toISOString() })
    await until(async () => (await stored()).tests > lengths.length, 'the gateway speaks to the server again', 20_000)
    await until(async () => (await stored()).steps >= Math.max(0, ...lengths), 'its outbox has been sent', 20_000)
    lengths.push((await stored()).steps)
    await home.kill()
  }
  await home.begin()
  // Each copy held the first so many readings and no other: what arrived is a beginning without a gap.
  const { values } = await stored()
  expect(values.length).toBeGreaterThan(0)
  expect(values).toEqual(Array.from({ length: values.length }, (_, index) => index))
})

async function stored(): Promise<{ values: number[]; steps: number; tests: number }> {
  const database = await openDatabase(region.dataDir)
  const values = database.sqlite.prepare('select value from reading order by at').pluck().all() as number[]
  const tests = database.sqlite.prepare(`select count(*) from event where kind = 'alive-test'`).pluck().get() as number
  await database.close()
  return { values, steps: values.length, tests }
}
