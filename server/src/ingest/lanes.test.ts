import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LaneProgress, LaneTracker } from './lanes.ts'

const A = '01JD7Z4QK2W3E5R6T7Y8V9B0NM'
const B = '01JD7Z4QK2W3E5R6T7Y8V9B0NN'

/** A tracker that has heard these numbers of one lane of one outbox. */
function heard(seqs: readonly number[], known: LaneProgress[] = [], exact = true): LaneTracker {
  const tracker = new LaneTracker(known, exact)
  for (const [at, seq] of seqs.entries()) tracker.note('gw-1', 'items', A, seq, at)
  return tracker
}
const progress = (tracker: LaneTracker) => tracker.takeChanges().changed[0] as LaneProgress
const written = (seq: number): LaneProgress => ({
  gateway: 'gw-1',
  lane: 'items',
  epoch: A,
  seq,
  missing: 0,
  repeated: 0,
  lastAt: 0,
})

describe('the numbering of a lane', () => {
  test('in order it lacks nothing and repeats nothing', () => {
    expect(progress(heard([1, 2, 3]))).toMatchObject({ seq: 3, missing: 0, repeated: 0 })
  })

  test('what is left out is missing, told once, and no longer missing when it comes after all', () => {
    const tracker = heard([1, 2, 6])
    const told = tracker.takeChanges()
    expect(told.changed).toMatchObject([{ seq: 6, missing: 3 }])
    expect(told.missing).toEqual([{ gateway: 'gw-1', lane: 'items', missing: 3 }])
    tracker.note('gw-1', 'items', A, 4, 9)
    expect(tracker.takeChanges()).toMatchObject({ changed: [{ seq: 6, missing: 2, repeated: 0 }], missing: [] })
  })

  test('another outbox counts from 1; of the very first one nobody knows what was before', () => {
    expect(progress(heard([17]))).toMatchObject({ seq: 17, missing: 0 })
    const tracker = heard([17])
    tracker.note('gw-1', 'items', B, 3, 1)
    expect(tracker.takeChanges().changed).toContainEqual(expect.objectContaining({ epoch: B, seq: 3, missing: 2 }))
  })

  test('after an orderly end it goes on exactly; after a crash the first number is taken as it comes', () => {
    expect(progress(heard([9], [written(5)], true))).toMatchObject({ seq: 9, missing: 3 })
    const unsure = heard([9, 12], [written(5)], false)
    expect(progress(unsure)).toMatchObject({ seq: 12, missing: 2 })
  })

  test('lanes and gateways are counted apart', () => {
    const tracker = heard([1])
    tracker.note('gw-1', 'urgent', A, 1, 1)
    tracker.note('gw-2', 'items', A, 1, 1)
    expect(tracker.takeChanges().changed.map(({ missing, repeated }) => [missing, repeated])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ])
  })

  test('whatever the order: missing is what never came, repeated is what came again', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 }), (rest) => {
        const seqs = [1, ...rest]
        const came = new Set(seqs)
        const { seq, missing, repeated } = progress(heard(seqs))
        expect(seq).toBe(Math.max(...seqs))
        expect(missing).toBe(Math.max(...seqs) - came.size)
        expect(repeated).toBe(seqs.length - came.size)
      }),
    )
  })
})
