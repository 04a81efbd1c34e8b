import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openStore } from '../store/store.ts'
import type { Outbox, OutboxEntry } from './outbox.ts'
import { sqliteOutbox } from './sqlite-outbox.ts'

/** A few cuts in every run, a hundred when all faults are played at their full count. */
const CUTS = process.env.KOTISILTA_FAULTS === 'full' ? 100 : 10
const DAYS = 30
const MINUTE = 60_000
const BEGIN = Date.parse('2026-10-27T00:00:00.000Z')
/** A normal home: the wristband's pulse every five minutes, steps every quarter of an hour, a scale, a cuff, a medication robot. */
const DAILY = 24 * 12 + 24 * 4 + 2 + 2 + 4
const ALL = DAILY * DAYS

const folder = mkdtempSync(join(tmpdir(), 'kotisilta-thirty-days-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As long as a real one, and telling by itself which it is. */
const entry = (number: number): OutboxEntry => ({
  lane: number % 1_000 === 999 ? 'urgent' : 'items',
  importance: number % 4 === 0 ? 'trivial' : 'normal',
  body: JSON.stringify({
    type: 'reading',
    id: String(number).padStart(26, '0'),
    device: 'ble:c80f10a1b2c3',
    kind: 'heart-rate',
    value: 60 + (number % 40),
    unit: '/min',
    at: new Date(BEGIN + number * ((DAYS * 24 * 60 * MINUTE) / ALL)).toISOString(),
    clock: 'gateway',
    quality: [],
  }),
})

/** What leaves the outbox until nothing waits, as the server would take it: each message acknowledged in its turn. */
function drained(outbox: Outbox): { items: number[]; urgent: number[] } {
  const out = { items: [] as number[], urgent: [] as number[] }
  for (const lane of ['urgent', 'items'] as const) {
    for (let message = outbox.next(lane, 0); message !== undefined; message = outbox.next(lane, 0)) {
      for (const body of message.bodies) out[lane].push(Number((JSON.parse(body) as { id: string }).id))
      outbox.acknowledge(lane, message.epoch, { seqs: [message.seq] })
    }
  }
  return out
}

it(`thirty days of a normal home wait when the power goes, ${CUTS} times at any byte: what was safe leaves in order, each once`, async () => {
  const path = join(folder, 'home', 'gateway.sqlite')
  mkdirSync(join(folder, 'home'))
  let store = openStore(path, BEGIN)
  let outbox = sqliteOutbox(store, { bytes: 512 * 1024 * 1024 }, BEGIN)
  // A gateway that is started now and then, as one is in a month.
  const last = ALL - 400
  for (let from = 0; from < last; from += 100) {
    outbox.append(Array.from({ length: Math.min(100, last - from) }, (_, more) => entry(from + more)))
    if (from % 3_000 !== 0) continue
    store.close()
    store = openStore(path, BEGIN)
    outbox = sqliteOutbox(store, { bytes: 512 * 1024 * 1024 }, BEGIN)
  }
  // All of it has long been in the file itself; what follows is still in the log, as when the power goes.
  store.database.pragma('wal_checkpoint(TRUNCATE)')
  const safe = last
  for (let number = last; number < ALL; number++) outbox.append([entry(number)])
  const log = `${path}-wal`
  const size = statSync(log).size
  expect(size).toBeGreaterThan(100_000)

  const lengths = new Set<number>()
  for (let cut = 0; cut <= CUTS; cut++) {
    const copy = join(folder, String(cut))
    mkdirSync(copy)
    for (const file of readdirSync(join(folder, 'home'))) {
      if (!file.endsWith('-shm')) copyFileSync(join(folder, 'home', file), join(copy, file))
    }
    // By the golden ratio: spread over the whole of it, on no boundary of anything, and the same in every run. The last is whole.
    const end = cut === CUTS ? size : Math.floor(size * ((cut * 0.618_033_988_75 + 0.1) % 1))
    truncateSync(join(copy, 'gateway.sqlite-wal'), end)
    const after = openStore(join(copy, 'gateway.sqlite'), BEGIN)
    expect(after.setAside).toBeUndefined()
    const { items, urgent } = drained(sqliteOutbox(after, { bytes: 512 * 1024 * 1024 }, BEGIN))
    after.close()
    rmSync(copy, { recursive: true })
    const all = [...items, ...urgent].sort((a, b) => a - b)
    expect(all).toEqual(Array.from({ length: all.length }, (_, number) => number))
    for (const lane of [items, urgent]) expect(lane).toEqual([...lane].sort((a, b) => a - b))
    expect(all.length).toBeGreaterThanOrEqual(safe)
    lengths.add(all.length)
  }
  store.close()
  expect(lengths).toContain(ALL)
  expect(lengths.size).toBeGreaterThan(3)
}, 600_000)
