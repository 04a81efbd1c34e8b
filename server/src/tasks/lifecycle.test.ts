import type { Actor, Task } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyStaff, closed, type KeptTask, reopened, type StaffAction } from './lifecycle.ts'

const NOW = '2026-11-26T08:00:00.000Z'
const aino: Actor = { id: 'aino', name: 'Aino' }
const bo: Actor = { id: 'bo', name: 'Bo' }

const task: KeptTask = {
  id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
  kind: 'measure-again',
  patient: 'helvi',
  key: 'k',
  status: 'open',
  due: NOW,
  createdAt: NOW,
  changedAt: NOW,
  version: 1,
  owner: null,
  history: [{ at: NOW, event: 'created' }],
}

function after(...actions: StaffAction[]): KeptTask {
  return actions.reduce((before, action) => {
    const result = applyStaff(before, action, NOW)
    return 'task' in result ? result.task : before
  }, task)
}

describe('a task', () => {
  test('is whose who was first; the second is told who that is', () => {
    const claimed = after({ type: 'claim', by: aino })
    expect(claimed).toMatchObject({ status: 'claimed', owner: aino, version: 2 })
    for (const type of ['claim', 'release', 'done', 'cancel'] as const) {
      expect(applyStaff(claimed, { type, by: bo }, NOW)).toEqual({ refused: 'task-already-taken', by: aino })
    }
    expect(applyStaff(claimed, { type: 'claim', by: aino }, NOW)).toEqual({ unchanged: true })
  })

  test('given back is anybody’s', () => {
    expect(after({ type: 'claim', by: aino }, { type: 'release', by: aino }, { type: 'claim', by: bo }).owner).toEqual(
      bo,
    )
  })

  test('once done stays done, and says by whom', () => {
    const done = after({ type: 'done', by: aino, note: 'She sat down first.' })
    expect(done).toMatchObject({ status: 'done', outcome: 'seen-to', owner: aino })
    expect(done.history.at(-1)).toMatchObject({ event: 'done', by: aino, text: 'She sat down first.' })
    expect(applyStaff(done, { type: 'claim', by: bo }, NOW)).toEqual({ refused: 'task-already-done', by: aino })
    expect(closed(done, 'measured', NOW)).toBeUndefined()
  })

  test('ends by itself when what it was about has ended, and comes back if it has to be done again', () => {
    const claimed = after({ type: 'claim', by: aino })
    const measured = closed(claimed, 'measured', NOW)
    expect(measured).toMatchObject({ status: 'done', outcome: 'measured', owner: aino })
    expect(closed(task, 'overdue', NOW)).toMatchObject({ status: 'cancelled', outcome: 'overdue', owner: null })
    const again = reopened(measured as KeptTask, NOW)
    expect(again).toMatchObject({ status: 'open', owner: null, version: 4 })
    expect(again).not.toHaveProperty('outcome')
    expect(reopened(again as KeptTask, NOW)).toBeUndefined()
  })
})

test('whatever two nurses do, a task is one person’s at a time and every change leaves a version and a line', () => {
  const action = fc.record({
    type: fc.constantFrom<StaffAction['type']>('claim', 'release', 'done', 'cancel'),
    by: fc.constantFrom(aino, bo),
  }) as fc.Arbitrary<StaffAction>
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
      let now: Pick<Task, 'version' | 'owner' | 'status'> & KeptTask = task
      for (const each of actions) {
        const result = applyStaff(now, each, NOW)
        if (!('task' in result)) continue
        expect(now.owner === null || now.owner.id === each.by.id).toBe(true)
        expect(result.task.version).toBe(now.version + 1)
        expect(result.task.history.slice(0, -1)).toEqual(now.history)
        now = result.task
      }
      expect(now.status === 'open').toBe(now.owner === null)
    }),
  )
})
