import { ENTRY_KINDS, isoTime, type WorkEntry } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareHarm, harmClassOf, inHarmOrder, type Placed } from './harm-order.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
const MINUTE = 60_000

const moment = fc.integer({ min: NOW - 300 * MINUTE, max: NOW + 300 * MINUTE })
const placed: fc.Arbitrary<Placed> = fc.record({
  id: fc.stringMatching(/^[a-f]{1,2}$/),
  kind: fc.constantFrom(...ENTRY_KINDS),
  priority: fc.constantFrom('high' as const, 'medium' as const, 'low' as const, null),
  due: fc.option(moment),
  since: moment,
  isOwned: fc.boolean(),
})
const entryOf = ({ isOwned, due, since, ...rest }: Placed): WorkEntry => ({
  ...rest,
  due: due === null ? null : isoTime(due),
  since: isoTime(since),
  owner: isOwned ? { id: 'aino', name: 'Aino' } : null,
  patient: null,
  area: null,
  version: 1,
})

describe('the order of harm', () => {
  test('is total: of two different entries one comes first, and the same one from either side', () => {
    fc.assert(
      fc.property(placed, placed, (a, b) => {
        const there = Math.sign(compareHarm(a, b, NOW))
        expect(there + Math.sign(compareHarm(b, a, NOW))).toBe(0)
        if (a.id !== b.id) expect(there).not.toBe(0)
      }),
    )
  })

  test('is transitive', () => {
    fc.assert(
      fc.property(placed, placed, placed, (a, b, c) => {
        if (compareHarm(a, b, NOW) <= 0 && compareHarm(b, c, NOW) <= 0) {
          expect(compareHarm(a, c, NOW)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })

  test('does not depend on the order in which the entries came, and loses none', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(placed, { selector: ({ id }) => id, maxLength: 12 })
          .chain((entries) =>
            fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
          ),
        ([entries, shuffled]) => {
          const order = inHarmOrder(entries.map(entryOf), NOW).map(({ id }) => id)
          expect(inHarmOrder(shuffled.map(entryOf), NOW).map(({ id }) => id)).toEqual(order)
          expect([...order].sort()).toEqual(entries.map(({ id }) => id).sort())
        },
      ),
    )
  })

  test('only ever moves something forward as its time comes', () => {
    fc.assert(
      fc.property(placed, placed, fc.integer({ min: 0, max: 600 * MINUTE }), (waiting, other, later) => {
        const still: Placed = { ...other, due: null }
        if (compareHarm(waiting, still, NOW) < 0) expect(compareHarm(waiting, still, NOW + later)).toBeLessThan(0)
      }),
    )
  })

  test('puts a high alert before everything, whatever else there is', () => {
    const sos: Placed = { id: 'z', kind: 'alert', priority: 'high', due: null, since: NOW, isOwned: false }
    fc.assert(
      fc.property(placed, (other) => {
        if (other.kind === 'alert' && other.priority === 'high' && !other.isOwned) return
        expect(compareHarm(sos, other, NOW)).toBeLessThan(0)
      }),
    )
  })

  test('counts a promise as broken from its own moment on, and as near a quarter of an hour before', () => {
    const promise = (due: number): Placed => ({
      id: 'a',
      kind: 'call-back',
      priority: 'low',
      due,
      since: NOW,
      isOwned: false,
    })
    expect(
      [NOW + 15 * MINUTE + 1, NOW + 15 * MINUTE, NOW + 1, NOW].map((due) => harmClassOf(promise(due), NOW)),
    ).toEqual(['low later', 'due soon', 'due soon', 'low overdue'])
  })
})
