import { policySchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { type DutyTrouble, judged, type Warning, warningChain } from './warning.ts'

const HOUR = 3_600_000
let ids = 0
const judge = (before: Warning[], troubles: DutyTrouble[], now: number) =>
  judged(
    before,
    troubles,
    now,
    () => `w${ids++}`,
    (trouble, stage) => warningChain(trouble, stage, []),
  )
const gap = (from: number, until: number): DutyTrouble => ({ kind: 'gap', subject: 'nights', staff: null, from, until })
const policy = (...steps: object[][]) =>
  policySchema.parse({
    id: 'high',
    name: 'High',
    priorities: ['high'],
    steps: steps.map((to) => ({ to, waitSeconds: 60 })),
  })

test('a gap is raised ahead, and again when it begins, even if somebody had taken it', () => {
  const [ahead] = judge([], [gap(10 * HOUR, 12 * HOUR)], 0)
  expect(ahead).toMatchObject({ stage: 'ahead', status: 'open' })
  const taken: Warning = { ...(ahead as Warning), status: 'taken', takenBy: 'cia' }
  expect(judge([taken], [gap(10 * HOUR, 12 * HOUR)], HOUR)).toEqual([])
  const [now] = judge([taken], [gap(10 * HOUR, 12 * HOUR)], 10 * HOUR)
  expect(now).toMatchObject({ id: taken.id, stage: 'now', status: 'open', takenBy: null, chain: { began: 2, step: 0 } })
})

test('a gap that is filled is cleared, and one that becomes shorter stays the same warning', () => {
  const [ahead] = judge([], [gap(10 * HOUR, 12 * HOUR)], 0) as [Warning]
  expect(judge([ahead], [gap(11 * HOUR, 12 * HOUR)], 0)).toMatchObject([
    { id: ahead.id, from: 11 * HOUR, status: 'open' },
  ])
  expect(judge([ahead], [], 5)).toMatchObject([{ id: ahead.id, status: 'cleared', clearedAt: 5 }])
})

test('a gap that is looked at while it lasts keeps its beginning and is told once', () => {
  const [now] = judge([], [gap(0, 12 * HOUR)], 0) as [Warning]
  expect(judge([now], [gap(5 * HOUR, 12 * HOUR)], 5 * HOUR)).toEqual([])
})

test('stretches that touch are one gap, others are gaps of their own', () => {
  const raised = judge([], [gap(HOUR, 2 * HOUR), gap(2 * HOUR, 3 * HOUR), gap(5 * HOUR, 6 * HOUR)], 0)
  expect(raised.map(({ from, until }) => [from / HOUR, until / HOUR])).toEqual([
    [1, 3],
    [5, 6],
  ])
})

test('it climbs to the last resort of the policies that call the schedule, then to whoever can enter somebody', () => {
  const nights = { type: 'schedule', schedule: 'nights' }
  const policies = [
    policy([nights], [{ type: 'staff', staff: 'chief' }, nights]),
    policy([{ type: 'role', role: 'nurse' }]),
  ]
  const chain = warningChain(gap(0, 1), 'now', policies)
  expect(chain.steps.map(({ to }) => to)).toEqual([
    [{ type: 'staff', staff: 'chief' }],
    [{ type: 'role', role: 'coordinator' }],
    [{ type: 'role', role: 'administrator' }],
  ])
  const alone = warningChain({ ...gap(0, 1), kind: 'unconfirmed', staff: 'aino' }, 'now', [])
  expect(alone.steps[0]?.to).toEqual([{ type: 'staff', staff: 'aino' }])
  expect(alone.steps).toHaveLength(3)
})
