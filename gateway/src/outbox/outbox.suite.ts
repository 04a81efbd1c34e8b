import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Lane, MESSAGE_BYTES, MESSAGE_ITEMS } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../store/store.ts'
import type { Importance, Outbox, OutboxEntry } from './outbox.ts'
import { sqliteOutbox } from './sqlite-outbox.ts'

/** An adapter under test: `open` again on the same place is a restart. */
interface Bench {
  open(limitBytes: number): Outbox
  close(): void
  end(): void
}

function sqliteBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'kotisilta-outbox-'))
  let store: Store | undefined
  const close = () => {
    store?.close()
    store = undefined
  }
  return {
    open(limitBytes) {
      close()
      store = openStore(join(folder, 'gateway.sqlite'), 0)
      return sqliteOutbox(store, { bytes: limitBytes }, 0)
    },
    close,
    end() {
      close()
      rmSync(folder, { recursive: true })
    },
  }
}

const entry = (text: string, importance: Importance = 'normal', lane: Lane = 'items'): OutboxEntry => ({
  lane,
  importance,
  body: JSON.stringify(text),
})
const numbered = (count: number, from = 0): OutboxEntry[] =>
  Array.from({ length: count }, (_, n) => entry(`item ${from + n}`))
const textsOf = (outbox: Outbox, lane: Lane, after = 0): string[] => {
  const texts: string[] = []
  for (let message = outbox.next(lane, after); message !== undefined; message = outbox.next(lane, message.seq)) {
    texts.push(...message.bodies.map((body) => JSON.parse(body) as string))
  }
  return texts
}

describe.each([['SQLite', sqliteBench]])('an outbox in %s', (_, startBench) => {
  let bench: Bench
  let outbox: Outbox
  beforeEach(() => {
    bench = startBench()
    outbox = bench.open(1_000_000)
  })
  afterEach(() => bench.end())

  it('has nothing to send when nothing was put in', () => {
    expect(outbox.next('items', 0)).toBeUndefined()
    expect(outbox.state()).toMatchObject({ waiting: { items: 0, urgent: 0 }, bytes: 0, dropped: 0 })
  })

  it('sends a single item as message 1 and the rest together as message 2', () => {
    outbox.append([entry('first')])
    outbox.append(numbered(3))
    expect(outbox.next('items', 0)).toMatchObject({ seq: 1, bodies: ['"first"'] })
    expect(outbox.next('items', 1)).toMatchObject({ seq: 2, bodies: ['"item 0"', '"item 1"', '"item 2"'] })
    expect(outbox.next('items', 2)).toBeUndefined()
  })

  it('gives a message the same items under the same number after a restart, whatever has come since', () => {
    outbox.append([entry('first')])
    const before = outbox.next('items', 0)
    outbox.append(numbered(5))
    outbox = bench.open(1_000_000)
    expect(outbox.next('items', 0)).toEqual(before)
    expect(textsOf(outbox, 'items', 1)).toHaveLength(5)
  })

  it('forgets acknowledged messages, also out of order, and only those', () => {
    for (let n = 0; n < 3; n++) {
      outbox.append(numbered(1, n))
      outbox.next('items', n)
    }
    const { epoch } = outbox.state()
    outbox.acknowledge('items', epoch, { seqs: [2] })
    expect(textsOf(outbox, 'items')).toEqual(['item 0', 'item 2'])
    outbox.acknowledge('items', epoch, { seqs: [2, 1] })
    outbox = bench.open(1_000_000)
    expect(textsOf(outbox, 'items')).toEqual(['item 2'])
    expect(outbox.next('items', 0)?.seq).toBe(3)
  })

  it('forgets all messages up to an acknowledged one', () => {
    for (let n = 0; n < 4; n++) {
      outbox.append(numbered(1, n))
      outbox.next('items', n)
    }
    outbox.acknowledge('items', outbox.state().epoch, { upTo: 3 })
    expect(textsOf(outbox, 'items')).toEqual(['item 3'])
  })

  it('never lets an acknowledgement cover items that were not in the message', () => {
    outbox.append([entry('sent')])
    outbox.append([entry('not sent yet')])
    outbox.acknowledge('items', outbox.state().epoch, { seqs: [1] })
    expect(textsOf(outbox, 'items')).toEqual(['not sent yet'])
  })

  it('ignores acknowledgements of another epoch, of numbers never given, and of the other lane', () => {
    outbox.append([entry('kept')])
    const { epoch } = outbox.state()
    outbox.acknowledge('items', '01JD7Z4QK2W3E5R6T7Y8V9B0NM', { upTo: 1 })
    outbox.acknowledge('items', epoch, { upTo: 2 })
    outbox.acknowledge('items', epoch, { seqs: [2, 99] })
    outbox.acknowledge('urgent', epoch, { upTo: 1 })
    expect(textsOf(outbox, 'items')).toEqual(['kept'])
  })

  it('numbers go on after everything was acknowledged and after a restart; the epoch stays', () => {
    outbox.append([entry('one')])
    const { epoch } = outbox.state()
    outbox.acknowledge('items', epoch, { seqs: [1] })
    outbox = bench.open(1_000_000)
    outbox.append([entry('two')])
    expect(outbox.next('items', 0)).toMatchObject({ epoch, seq: 2, bodies: ['"two"'] })
  })

  it('keeps an urgent lane of its own, one item a message', () => {
    outbox.append([...numbered(600), entry('sos', 'vital', 'urgent'), entry('fall', 'vital', 'urgent')])
    expect(outbox.next('urgent', 0)).toMatchObject({ seq: 1, bodies: ['"sos"'] })
    expect(outbox.next('urgent', 1)).toMatchObject({ seq: 2, bodies: ['"fall"'] })
    expect(textsOf(outbox, 'items')).toHaveLength(600)
    expect(outbox.state().waiting).toEqual({ items: 600, urgent: 2 })
  })

  it('binds at most 500 items', () => {
    outbox.append(numbered(MESSAGE_ITEMS + 1))
    expect(outbox.next('items', 0)?.bodies).toHaveLength(MESSAGE_ITEMS)
    expect(outbox.next('items', 1)?.bodies).toHaveLength(1)
  })

  it('binds at most 256 KiB, counted in bytes and not in characters', () => {
    const text = 'ä'.repeat(10_000)
    outbox.append(Array.from({ length: 20 }, () => entry(text)))
    const first = outbox.next('items', 0)
    expect(first?.bodies).toHaveLength(13)
    expect(Buffer.byteLength(`[${first?.bodies.join(',')}]`)).toBeLessThan(MESSAGE_BYTES)
    expect(outbox.next('items', 1)?.bodies).toHaveLength(7)
  })

  it('refuses an item that fits in no message, and keeps nothing of that call', () => {
    expect(() => outbox.append([entry('small'), entry('x'.repeat(MESSAGE_BYTES))])).toThrow(/does not fit/)
    expect(outbox.state()).toMatchObject({ waiting: { items: 0, urgent: 0 }, bytes: 0 })
    expect(outbox.next('items', 0)).toBeUndefined()
  })

  it('when full gives up the least important oldest first, never what is vital, and counts it', () => {
    outbox = bench.open(20)
    outbox.append([entry('m', 'normal')])
    outbox.append([entry('a', 'important'), entry('b', 'trivial'), entry('c', 'normal'), entry('d', 'trivial')])
    outbox.append([entry('e', 'vital'), entry('f', 'vital'), entry('g', 'normal')])
    expect(outbox.state()).toMatchObject({ dropped: 2, bytes: 18 })
    outbox.append([entry('h', 'vital'), entry('s', 'vital', 'urgent')])
    expect(textsOf(outbox, 'items')).toEqual(['m', 'a', 'e', 'f', 'h'])
    expect(textsOf(outbox, 'urgent')).toEqual(['s'])
    outbox.append(Array.from({ length: 10 }, () => entry('v', 'vital')))
    expect(outbox.state().waiting.items).toBe(15)
    expect(bench.open(20).state().dropped).toBe(4)
  })

  it('does not give up what is already bound into a message', () => {
    outbox.append([entry('bound', 'trivial')])
    const message = outbox.next('items', 0)
    outbox = bench.open(1)
    outbox.append([entry('new', 'important')])
    expect(outbox.next('items', 0)).toEqual(message)
    expect(textsOf(outbox, 'items')).toEqual(['bound'])
  })
})
