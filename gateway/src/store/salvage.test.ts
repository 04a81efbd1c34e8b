import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OutboxEntry } from '../outbox/outbox.ts'
import { sqliteOutbox } from '../outbox/sqlite-outbox.ts'
import { configMemoryIn } from './config-memory.ts'
import { openStore } from './store.ts'

const RUNS = process.env.KOTISILTA_FAULTS === 'full' ? 200 : 50
const ITEMS = 400
const CONFIG = { devices: [], acknowledge: 'puback', timeZone: 'Europe/Helsinki' } as const

let folder: string
let whole: Buffer
const bodyOf = (number: number): string => JSON.stringify({ number, text: 'x'.repeat(150) })
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-salvage-'))
  const path = join(folder, 'gateway.sqlite')
  const store = openStore(path, 0)
  const outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
  configMemoryIn(store).write({ ...CONFIG, devices: [] })
  for (let number = 0; number < ITEMS; number++) {
    const lane = number % 50 === 0 ? 'urgent' : 'items'
    outbox.append([{ lane, importance: 'normal', body: bodyOf(number) } satisfies OutboxEntry])
  }
  // The first hundred have been acknowledged.
  for (let number = 0; number < 100; number++) outbox.acknowledge('items', outbox.state().epoch, { seqs: [number] })
  store.close()
  whole = readFileSync(path)
})
afterAll(() => rmSync(folder, { recursive: true }))

let places = 0
/** Opens a damaged file, twice where the damage is met only in use, and says what is left. */
function opened(bytes: Buffer) {
  const place = join(folder, String(places++))
  mkdirSync(place)
  const path = join(place, 'gateway.sqlite')
  writeFileSync(path, bytes)
  const read = () => {
    const store = openStore(path, Date.UTC(2026, 10, 26))
    try {
      const outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
      const bodies: string[] = []
      for (const lane of ['items', 'urgent'] as const) {
        for (let message = outbox.next(lane, 0); message; message = outbox.next(lane, message.seq))
          bodies.push(...message.bodies)
      }
      return { bodies, state: outbox.state(), setAside: store.setAside, config: configMemoryIn(store).read() }
    } finally {
      store.close()
    }
  }
  try {
    return read()
  } catch {
    return read()
  }
}

it(`fault 12: an outbox of which ${RUNS} times some bytes are overwritten gives back what is whole, and says what is lost`, () => {
  const before = opened(whole)
  expect(before).toMatchObject({ setAside: undefined, config: CONFIG })
  const waiting = new Set(before.bodies)
  let aside = 0
  let worst = 0
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 4_096 }), (at, bytes) => {
      const hit = Buffer.from(whole)
      hit.set(bytes.subarray(0, whole.length - at), at)
      const after = opened(hit)
      // Nothing comes back that was never written, and nothing twice.
      expect(new Set(after.bodies).size).toBe(after.bodies.length)
      for (const body of after.bodies) expect(body).toBe(bodyOf(JSON.parse(body).number))
      const left = after.bodies.filter((body) => waiting.has(body)).length
      worst = Math.max(worst, waiting.size - left)
      if (after.setAside !== undefined) aside += 1
      else expect(left + after.state.damaged).toBeGreaterThanOrEqual(waiting.size)
    }),
    { numRuns: RUNS, seed: 12 },
  )
  expect(aside).toBeGreaterThan(5)
  // One torn stretch of a page or two costs what was on those pages.
  expect(worst).toBeLessThan(80)
  process.stdout.write(`salvaged: ${aside} of ${RUNS} set aside, at worst ${worst} of ${waiting.size} items lost\n`)
})

it('a file whose first page is gone gives back its items and its configuration all the same', () => {
  const before = opened(whole)
  const hit = Buffer.from(whole)
  hit.fill(0x55, 0, 4_096)
  const after = opened(hit)
  expect(after.setAside).toBeDefined()
  expect(new Set(after.bodies)).toEqual(new Set(before.bodies))
  expect(after.config).toEqual(CONFIG)
})

it('what is no database at all is begun anew, and the old one kept', () => {
  const after = opened(Buffer.alloc(20_000, 'not a database'))
  expect(after).toMatchObject({ bodies: [], state: { damaged: 0 } })
  expect(after.setAside).toBeDefined()
  cpSync(after.setAside as string, join(folder, 'kept'))
})
