import type { Limit, Plan, Reading, ReadingKind } from '@kotisilta/contract'
import { minuteOf, minutesOf } from '../local-time.ts'
import { perPlan } from '../per-plan.ts'
import { timeOf } from '../time.ts'
import { boundLeft, type WellInside, wellInside } from './margins.ts'

/** How one sign of a reading stands to the plan's limits for it. */
export interface Standing {
  /** `heart-rate`, or `blood-pressure.systolic`. */
  key: string
  component: Limit['component']
  value: number
  /** Undefined when inside. */
  outside?: { level: 'yellow' | 'red'; bound: number }
  /** Inside by the margin. */
  wellInside: boolean
}

const keyOf = ({ kind, component }: Pick<Limit, 'kind' | 'component'>): string =>
  component === undefined ? kind : `${kind}.${component}`

export const isLimited = (plan: Plan, key: string): boolean => plan.limits.some((limit) => keyOf(limit) === key)

/** A limit, and what follows from it alone. */
interface Known extends Limit {
  key: string
  /** Minutes after midnight, where it is not meant for all of the day. */
  from: number
  to: number
  redInside: WellInside
  yellowInside: WellInside
}

const NONE: readonly Known[] = []

const byKind = perPlan((plan): ReadonlyMap<ReadingKind, readonly Known[]> => {
  const known = plan.limits.map((limit): Known => {
    const { kind, hours, red, yellow } = limit
    return {
      ...limit,
      key: keyOf(limit),
      from: hours === undefined ? 0 : minutesOf(hours.from),
      to: hours === undefined ? 0 : minutesOf(hours.to),
      redInside: wellInside(red, kind),
      yellowInside: wellInside(yellow, kind),
    }
  })
  return Map.groupBy(known, ({ kind }) => kind)
})

/** Whether the reading is within all that the plan allows of its kind, by whatever margin: most readings are. */
export function isWithinLimits(plan: Plan, reading: Reading): boolean {
  for (const limit of byKind(plan).get(reading.kind) ?? NONE) {
    const value = componentOf(reading, limit.component)
    if (value === undefined) continue
    const isOutside = boundLeft(limit.red, value) !== undefined || boundLeft(limit.yellow, value) !== undefined
    if (isOutside && isInForce(limit, reading)) return false
  }
  return true
}

/**
 * One standing for each sign of the reading that has limits; of several limits for one sign the strictest counts. At an
 * hour without limits every value is well inside.
 */
export function standingsOf(plan: Plan, reading: Reading): Standing[] {
  const standings = new Map<string, Standing>()
  for (const limit of byKind(plan).get(reading.kind) ?? NONE) {
    const value = componentOf(reading, limit.component)
    if (value === undefined) continue
    standings.set(limit.key, stricter(standings.get(limit.key), standing(limit, value, isInForce(limit, reading))))
  }
  return [...standings.values()]
}

/** Whether it is one of the hours for which the limit is meant. */
function isInForce({ hours, from, to }: Known, { at }: Reading): boolean {
  if (hours === undefined) return true
  const minute = minuteOf(timeOf(at))
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}

function standing(limit: Known, value: number, isNow: boolean): Standing {
  const { key, component, red, yellow } = limit
  if (!isNow) return { key, component, value, wellInside: true }
  const past = { key, component, value, wellInside: limit.redInside(value) && limit.yellowInside(value) }
  const redBound = boundLeft(red, value)
  if (redBound !== undefined) return { ...past, outside: { level: 'red', bound: redBound } }
  const yellowBound = boundLeft(yellow, value)
  return yellowBound === undefined ? past : { ...past, outside: { level: 'yellow', bound: yellowBound } }
}

function stricter(one: Standing | undefined, other: Standing): Standing {
  if (one === undefined) return other
  const worse = other.outside !== undefined && one.outside?.level !== 'red' ? other : one
  return { ...worse, wellInside: one.wellInside && other.wellInside }
}

function componentOf({ value, components }: Reading, component: Limit['component']): number | undefined {
  if (component !== undefined) return components?.[component]
  return typeof value === 'number' ? value : undefined
}
