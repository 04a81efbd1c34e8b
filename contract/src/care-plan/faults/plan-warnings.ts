import type { Milliseconds } from '../../clock.ts'
import type { ReadingKind } from '../../codes.ts'
import type { Expected, Plan } from '../../plan.ts'
import { entryKeys } from '../entry-keys.ts'
import { pathKey } from '../plan-layers.ts'
import { limitKey } from '../plan-tree.ts'
import type { PlanWarning } from './plan-fault.ts'

const HOUR: Milliseconds = 3_600_000
/** A pause of a year or more is told: a home that is watched by nobody for so long is mostly one that was forgotten. */
const LONG_PAUSE: Milliseconds = 365 * 24 * HOUR
const DAY_MINUTES = 24 * 60

/** What is known beside the plan. */
export interface PlanSurroundings {
  /** What any of the person's devices has ever sent, or a nurse entered. */
  measured: ReadonlySet<ReadingKind>
  now: Milliseconds
}

/** What a plan says and probably does not mean; it can be saved all the same. */
export function planWarnings(plan: Plan, { measured, now }: PlanSurroundings): PlanWarning[] {
  const { limits, expected, pauses, goals, medicines, detection } = plan
  const limitKeys = entryKeys(limits, limitKey)
  const expectedKeys = entryKeys(expected, ({ kind }) => kind)
  const limitsOff = !detection.enabled || detection.off.includes('limit')
  return [
    ...limits.flatMap(({ kind, red = {}, yellow = {} }, place) => {
      const path = pathKey(['limits', limitKeys[place] as string])
      const isEmpty = [red.low, red.high, yellow.low, yellow.high].every((bound) => bound === undefined)
      return [
        ...warnIf(isEmpty, path, 'limit-empty'),
        ...warnIf(!isEmpty && !measured.has(kind), path, 'nobody-measures'),
      ]
    }),
    ...warnIf(limitsOff && limits.length > 0, detection.enabled ? 'detection/off' : 'detection/enabled', 'limits-off'),
    ...expected.flatMap((one, place) => {
      const path = pathKey(['expected', expectedKeys[place] as string])
      return [
        ...warnIf(!measured.has(one.kind), path, 'nobody-measures'),
        ...warnIf(longestGap(one) > one.withinHours * 60, path, 'schedule-too-sparse'),
      ]
    }),
    ...pauses.flatMap(({ from, until }, place) =>
      warnIf(
        Date.parse(until) > now && Date.parse(until) - Date.parse(from) >= LONG_PAUSE,
        `pauses/${place}`,
        'long-pause',
      ),
    ),
    ...goals.flatMap(({ id, due }) =>
      warnIf(
        due !== undefined && due < new Date(now).toISOString().slice(0, 10),
        pathKey(['goals', id, 'due']),
        'goal-past',
      ),
    ),
    ...medicines.flatMap(({ id, doses }) => warnIf(doses.length === 0, pathKey(['medicines', id]), 'no-doses')),
  ]
}

const warnIf = (isSo: boolean, path: string, code: PlanWarning['code']): PlanWarning[] => (isSo ? [{ path, code }] : [])

/** The longest time between two measurements that are kept to the minute; 0 if no times are given. */
function longestGap({ times, days = [1, 2, 3, 4, 5, 6, 7] }: Expected): number {
  if (times === undefined) return 0
  const moments = days
    .flatMap((day) =>
      times.map((time) => {
        const [hours = 0, minutes = 0] = time.split(':').map(Number)
        return (day - 1) * DAY_MINUTES + hours * 60 + minutes
      }),
    )
    .sort((a, b) => a - b)
  const [first = 0] = moments
  return Math.max(...moments.map((moment, place) => (moments[place + 1] ?? first + 7 * DAY_MINUTES) - moment))
}
