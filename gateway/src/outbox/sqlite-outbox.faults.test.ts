import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Lane } from '@kotisilta/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../store/store.ts'
import type { Outbox, OutboxEntry } from './outbox.ts'
import { sqliteOutbox } from './sqlite-outbox.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-outbox-'))
  path = join(folder, 'gateway.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

const entry = (body: string): OutboxEntry => ({ lane: 'items', importance: 'normal', body })
function waitingIn(outbox: Outbox, lane: Lane): string[] {
  const bodies: string[] = []
  for (let message = outbox.next(lane, 0); message !== undefined; message = outbox.next(lane, message.seq)) {
    bodies.push(...message.bodies)
  }
  return bodies
}
const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('the SQLite outbox and a process that is killed', () => {
  it('has every item whose append returned, once and in order, unless it was acknowledged', async () => {
    const random = randomFrom(42)
    const stored = new Set<number>()
    const sent = new Set<number>()
    let child: ChildProcess | undefined
    try {
      for (let round = 0; round < 10; round++) {
        const script = new URL('./append-until-killed.fixture.ts', import.meta.url)
        const running = spawn(process.execPath, [fileURLToPath(script), path, String(stored.size + 1_000 * round)])
        child = running
        let said = ''
        running.stdout.on('data', (chunk) => {
          said += chunk
        })
        await once(running.stdout, 'data')
        await new Promise((resolve) => setTimeout(resolve, random() * 150))
        running.kill('SIGKILL')
        await once(running, 'close')
        for (const line of said.split('\n').slice(0, -1)) {
          const [word, ...numbers] = line.split(' ')
          for (const number of numbers) (word === 'stored' ? stored : sent).add(Number(number))
        }

        const store = openStore(path, 0)
        expect(store.setAside).toBeUndefined()
        const outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
        const kept = (['items', 'urgent'] as const).map((lane) =>
          waitingIn(outbox, lane).map((body) => +JSON.parse(body)),
        )
        store.close()
        for (const lane of kept) expect(lane).toEqual([...lane].sort((a, b) => a - b))
        const all = new Set(kept.flat())
        expect(all.size).toBe(kept.flat().length)
        expect([...stored].filter((n) => !all.has(n) && !sent.has(n))).toEqual([])
      }
    } finally {
      child?.kill('SIGKILL')
    }
    expect(stored.size).toBeGreaterThan(100)
    expect(sent.size).toBeGreaterThan(10)
  }, 60_000)
})

describe('the SQLite outbox and a power cut', () => {
  it('is whole and holds the first n items when its log ends at any byte', () => {
    const store = openStore(path, 0)
    const outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
    for (let n = 0; n < 40; n++) outbox.append([entry(String(n))])
    cpSync(folder, `${folder}-at-cut`, { recursive: true })
    store.close()
    const log = readFileSync(join(`${folder}-at-cut`, 'gateway.sqlite-wal'))
    const counts = new Set<number>()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: log.length }), (end) => {
        const place = mkdtempSync(join(folder, 'cut-'))
        cpSync(`${folder}-at-cut`, place, { recursive: true })
        truncateSync(join(place, 'gateway.sqlite-wal'), end)
        const after = openStore(join(place, 'gateway.sqlite'), 0)
        expect(after.setAside).toBeUndefined()
        const items = waitingIn(sqliteOutbox(after, { bytes: 1e9 }, 0), 'items')
        after.close()
        expect(items).toEqual(Array.from({ length: items.length }, (_, n) => String(n)))
        counts.add(items.length)
      }),
      { numRuns: 60, examples: [[log.length]] },
    )
    rmSync(`${folder}-at-cut`, { recursive: true })
    expect(counts).toContain(40)
    expect(counts.size).toBeGreaterThan(5)
  })
})

describe('the SQLite outbox and a disk that is full', () => {
  it('says so, keeps what it had, and takes new items once acknowledgements have made room', () => {
    const store = openStore(path, 0)
    const outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
    store.database.pragma('max_page_count = 60')
    const body = JSON.stringify('x'.repeat(3_000))
    let kept = 0
    const fill = () => {
      for (;;) {
        outbox.append([{ lane: 'items', importance: 'vital', body }])
        kept += 1
      }
    }
    expect(fill).toThrow(expect.objectContaining({ code: 'store-full' }))
    expect(kept).toBeGreaterThan(10)
    expect(outbox.state().waiting.items).toBe(kept)

    const { epoch } = outbox.state()
    outbox.acknowledge('items', epoch, { upTo: 1 })
    outbox.append([entry('"after"')])
    expect(waitingIn(outbox, 'items')).toHaveLength(kept)
    store.close()
  })

  it('gives up unimportant items so that an alarm can be kept', () => {
    const store = openStore(path, 0)
    const outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
    store.database.pragma('max_page_count = 60')
    const body = JSON.stringify('x'.repeat(3_000))
    for (let n = 0; n < 100; n++) outbox.append([{ lane: 'items', importance: 'trivial', body }])
    outbox.append([{ lane: 'urgent', importance: 'vital', body }])
    expect(outbox.state().waiting.urgent).toBe(1)
    expect(outbox.state().dropped).toBeGreaterThan(10)
    expect(outbox.state().dropped + outbox.state().waiting.items).toBe(100)
    store.close()
  })
})

describe('the SQLite outbox and a damaged file', () => {
  it('sets it aside under another name, starts anew with a new epoch and says where the old one is', () => {
    const store = openStore(path, 0)
    const { epoch } = sqliteOutbox(store, { bytes: 1e9 }, 0).state()
    store.close()
    writeFileSync(path, Buffer.alloc(20_000, 'not a database'))
    const next = openStore(path, Date.UTC(2026, 10, 21))
    expect(next.setAside).toBe(`${path}.damaged-2026-11-21T00-00-00-000Z`)
    expect(
      readFileSync(next.setAside ?? '')
        .subarray(0, 14)
        .toString(),
    ).toBe('not a database')
    const outbox = sqliteOutbox(next, { bytes: 1e9 }, 0)
    expect(outbox.state()).toMatchObject({ waiting: { items: 0, urgent: 0 }, damaged: 0 })
    expect(outbox.state().epoch).not.toBe(epoch)
    outbox.append([entry('"new"')])
    next.close()
    expect(openStore(path, 0).setAside).toBeUndefined()
  })

  it('either opens whole or sets aside, whichever bytes were overwritten, and works afterwards', () => {
    const store = openStore(path, 0)
    const outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
    for (let n = 0; n < 200; n++) outbox.append([entry(JSON.stringify(`${n} `.repeat(50)))])
    store.close()
    const whole = readFileSync(path)
    let damaged = 0
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 600 }), (at, bytes) => {
        const place = mkdtempSync(join(folder, 'hit-'))
        const file = join(place, 'gateway.sqlite')
        const hit = Buffer.from(whole)
        hit.set(bytes.subarray(0, whole.length - at), at)
        writeFileSync(file, hit)
        let opened = openStore(file, 0)
        try {
          use(sqliteOutbox(opened, { bytes: 1e9 }, 0))
        } catch {
          // Met while in use: the process ends, and the next opening sets the file aside.
          opened.close()
          opened = openStore(file, 0)
          expect(opened.setAside).toBeDefined()
          use(sqliteOutbox(opened, { bytes: 1e9 }, 0))
        }
        if (opened.setAside !== undefined) damaged += 1
        opened.close()
      }),
      { numRuns: 50, seed: 42 },
    )
    expect(damaged).toBeGreaterThan(5)
  })

  function use(outbox: Outbox): void {
    outbox.append([entry('"after"')])
    expect(waitingIn(outbox, 'items').at(-1)).toBe('"after"')
    outbox.acknowledge('items', outbox.state().epoch, { upTo: 1 })
  }

  it('leaves out an item whose bytes have changed, sends the others of its message, and counts it', () => {
    const store = openStore(path, 0)
    const outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
    outbox.append([entry('"72.4"'), entry('"73.1"')])
    outbox.append([entry('"74.0"')])
    outbox.append([entry('"75.0"')])
    store.database.exec(`UPDATE item SET body = replace(body, '7', '1') WHERE id IN (1, 3)`)
    expect(outbox.next('items', 0)?.bodies).toEqual(['"73.1"'])
    expect(outbox.next('items', 1)?.bodies).toEqual(['"75.0"'])
    expect(outbox.state()).toMatchObject({ damaged: 2, waiting: { items: 2 } })
    store.database.exec(`UPDATE item SET body = replace(body, '7', '1')`)
    expect(outbox.next('items', 0)).toBeUndefined()
    expect(outbox.state()).toMatchObject({ damaged: 4, waiting: { items: 0 }, bytes: 0 })
    store.close()
  })

  it('refuses a file of a later version, and leaves it as it is', () => {
    const store = openStore(path, 0)
    store.database.pragma('user_version = 99')
    store.close()
    const before = readFileSync(path)
    expect(() => openStore(path, 0)).toThrow(expect.objectContaining({ code: 'store-newer' }))
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('is written to a log of which nothing is torn, also when it is opened again, and is nobody else’s to read', () => {
    for (let opening = 0; opening < 3; opening++) {
      const store = openStore(path, 0)
      expect(store.database.pragma('journal_mode', { simple: true })).toBe('wal')
      expect(store.database.pragma('synchronous', { simple: true })).toBe(1)
      expect(statSync(path).mode & 0o777).toBe(0o600)
      store.close()
    }
  })

  it('refuses a file that another gateway has open', () => {
    const store = openStore(path, 0)
    expect(() => openStore(path, 0)).toThrow(expect.objectContaining({ code: 'store-in-use' }))
    store.close()
    openStore(path, 0).close()
  })
})
