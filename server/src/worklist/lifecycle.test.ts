import { isoTime, WORK_KINDS, WORK_OUTCOMES } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyWork, isAhead, type KeptWork, type WorkAction } from './lifecycle.ts'

const NOW = isoTime(Date.parse('2026-11-26T08:00:00.000Z'))
const later = (minutes: number) => isoTime(Date.parse(NOW) + minutes * 60_000)
const aino = { id: 'aino', name: 'Aino' }
const bo = { id: 'bo', name: 'Bo' }
const callBack: KeptWork = {
  id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
  kind: 'call-back',
  key: null,
  patient: 'helvi',
  area: null,
  status: 'open',
  priority: 'low',
  due: later(60),
  createdAt: NOW,
  changedAt: NOW,
  version: 1,
  owner: null,
  about: { text: 'Reseptin uusinta' },
  history: [{ at: NOW, event: 'created' }],
}
const after = (item: KeptWork, ...actions: WorkAction[]): KeptWork =>
  actions.reduce((state, action) => {
    const result = applyWork(state, action, NOW)
    return 'item' in result ? result.item : state
  }, item)

describe('a piece of work', () => {
  test('is had by whoever is first, and the second is told who that was', () => {
    const claimed = after(callBack, { type: 'claim', by: aino })
    expect(claimed).toMatchObject({ status: 'claimed', owner: aino, version: 2 })
    for (const type of ['claim', 'release'] as const) {
      expect(applyWork(claimed, { type, by: bo }, NOW)).toEqual({ refused: 'task-already-taken', by: aino })
    }
    expect(applyWork(claimed, { type: 'done', by: bo, outcome: 'reached' }, NOW)).toMatchObject({ by: aino })
  })

  test('is refused to whoever saw an earlier state of it', () => {
    const moved = after(callBack, { type: 'postpone', by: aino, due: later(90) })
    expect(applyWork(moved, { type: 'claim', by: bo, version: 1 }, NOW)).toEqual({ refused: 'work-changed' })
    expect(applyWork(moved, { type: 'claim', by: bo, version: 2 }, NOW)).toMatchObject({ item: { owner: bo } })
  })

  test('ends with an outcome of its own kind and no other', () => {
    for (const kind of WORK_KINDS) {
      const item = { ...callBack, kind }
      for (const outcome of new Set(Object.values(WORK_OUTCOMES).flat())) {
        const result = applyWork(item, { type: 'done', by: aino, outcome }, NOW)
        const fits = (WORK_OUTCOMES[kind] as readonly string[]).includes(outcome)
        expect('item' in result, `${kind} ${outcome}`).toBe(fits)
      }
    }
  })

  test('is promised anew for a time that lies ahead, within 90 days', () => {
    const day = 24 * 60
    expect([0, 1, 90 * day, 90 * day + 1].map((minutes) => isAhead(later(minutes), NOW))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(applyWork(callBack, { type: 'postpone', by: aino, due: NOW }, NOW)).toEqual({ refused: 'promise-in-past' })
  })

  test('whatever is done with it: open has no owner, claimed has one, and what is done stays as it is', () => {
    const by = fc.constantFrom(aino, bo)
    const action: fc.Arbitrary<WorkAction> = fc.oneof(
      fc.record({ type: fc.constantFrom('claim' as const, 'release' as const), by }),
      fc.record({
        type: fc.constant('done' as const),
        by,
        outcome: fc.constantFrom('reached' as const, 'mended' as const),
      }),
      fc.record({ type: fc.constant('postpone' as const), by, due: fc.constant(later(30)) }),
    )
    fc.assert(
      fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
        let item = callBack
        for (const each of actions) {
          const before = item
          item = after(item, each)
          expect(item.owner === null).toBe(item.status === 'open')
          expect(item.version).toBe(item.history.length)
          if (before.status === 'done') expect(item).toBe(before)
        }
      }),
    )
  })
})
