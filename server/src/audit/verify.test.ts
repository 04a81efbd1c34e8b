import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ChainedEntry, entryHash, FIRST_HASH } from './chain.ts'
import { EXPIRED, expiryDetail, hex, type StoredEntry, verifyLog } from './verify.ts'

const plain = fc.record({
  at: fc.nat(),
  staff: fc.string(),
  role: fc.option(fc.string()),
  patient: fc.option(fc.string()),
  action: fc.string(),
  detail: fc.option(fc.string()),
  ground: fc.option(fc.string()),
})

function chained(entries: readonly Omit<ChainedEntry, 'id'>[]): StoredEntry[] {
  let hash = FIRST_HASH
  return entries.map((entry, index) => {
    const whole = { id: index + 1, ...entry }
    hash = entryHash(hash, whole)
    return { ...whole, hash }
  })
}

const log = (entries: StoredEntry[], checkpoint?: StoredEntry) => ({ start: FIRST_HASH, checkpoint, entries })
const anchorOf = ({ id, hash }: StoredEntry) => ({ count: id, hash: hex(hash) })

test('a log as it was written has no fault', () => {
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1 }), (entries) => {
      const written = chained(entries)
      const last = written.at(-1) as StoredEntry
      const report = verifyLog(log(written), written.map(anchorOf))
      expect(report).toMatchObject({ faults: [], entries: written.length, last: written.length, head: hex(last.hash) })
    }),
  )
})

type Mutation = (log: StoredEntry[], at: number, other: number, entry: Omit<ChainedEntry, 'id'>) => StoredEntry[]
const FIELDS = ['at', 'staff', 'role', 'patient', 'action', 'detail', 'ground'] as const
const MUTATIONS: Record<string, Mutation> = {
  'an entry left out': (entries, at) => entries.toSpliced(at, 1),
  'an entry left out and the others renumbered': (entries, at) =>
    entries.toSpliced(at, 1).map((entry, index) => ({ ...entry, id: index + 1 })),
  'an entry put in': (entries, at, _, entry) =>
    entries
      .toSpliced(at, 0, { id: 0, ...entry, hash: entryHash(entries[at]?.hash ?? FIRST_HASH, { id: at + 1, ...entry }) })
      .map((each, index) => ({ ...each, id: index + 1 })),
  'two entries exchanged': (entries, at, other) => {
    const copy = [...entries]
    copy[at] = { ...(entries[other] as StoredEntry), id: at + 1 }
    copy[other] = { ...(entries[at] as StoredEntry), id: other + 1 }
    return copy
  },
  'one bit of a hash turned': (entries, at, other) => {
    const copy = entries.map((entry) => ({ ...entry, hash: Uint8Array.from(entry.hash) }))
    const hash = (copy[at] as StoredEntry).hash
    hash[other % 32] = (hash[other % 32] as number) ^ 1
    return copy
  },
  'the tail cut off': (entries, at) => entries.slice(0, at),
  'everything from one entry on written anew, hashes and all': (entries, at, _, entry) =>
    chained(entries.map((each, index) => (index === at ? { ...each, ...entry } : each))),
  ...Object.fromEntries(
    FIELDS.map((field): [string, Mutation] => [
      `another ${field}`,
      (entries, at, _, entry) =>
        entries.map((each, index) => (index === at ? { ...each, [field]: entry[field] } : each)),
    ]),
  ),
}

test.each(Object.keys(MUTATIONS))('found: %s', (name) => {
  let changed = 0
  fc.assert(
    fc.property(fc.array(plain, { minLength: 2, maxLength: 12 }), fc.nat(), fc.nat(), plain, (entries, a, b, entry) => {
      const written = chained(entries)
      const mutated = (MUTATIONS[name] as Mutation)(written, a % written.length, b % written.length, entry)
      if (JSON.stringify(mutated) === JSON.stringify(written)) return
      changed++
      // What is known outside the log: the head.
      const { faults } = verifyLog(log(mutated), [anchorOf(written.at(-1) as StoredEntry)])
      expect(faults).not.toEqual([])
    }),
  )
  expect(changed).toBeGreaterThan(20)
})

test('entries whose time is over can go, if the log itself tells of it, and what is left stays verifiable', () => {
  const old = chained([1, 2, 3].map((at) => ({ ...EMPTY, at })))
  const through = old[1] as StoredEntry
  const detail = expiryDetail(through.id, through.hash)
  const all = chained([...[1, 2, 3].map((at) => ({ ...EMPTY, at })), { ...EMPTY, at: 9, action: EXPIRED, detail }])
  const left = all.slice(2)
  expect(verifyLog(log(left, through), all.map(anchorOf))).toMatchObject({ faults: [], entries: 2, expiredThrough: 2 })
  expect(verifyLog(log(left.slice(0, 1), through), []).faults).toEqual([{ code: 'expiry-unknown', entry: 2 }])
  expect(verifyLog(log(all.slice(3), through), []).faults).toContainEqual({ code: 'entry-missing', entry: 3 })
})

const EMPTY = { at: 0, staff: 'aino', role: 'nurse', patient: null, action: 'looked', detail: null, ground: 'duty' }
