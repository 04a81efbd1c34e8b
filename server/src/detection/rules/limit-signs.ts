import type { Limit, Plan, Reading } from '@kotisilta/contract'
import { minuteOf, minutesOf } from '../local-time.ts'
import { timeOf } from '../time.ts'
import { boundLeft, isWellInside } from './margins.ts'

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

/**
 * One standing for each sign of the reading that has limits; of several limits for one sign the strictest counts. At an
 * hour without limits every value is well inside.
 */
export function standingsOf(plan: Plan, reading: Reading): Standing[] {
  const standings = new Map<string, Standing>()
  for (const limit of plan.limits) {
    if (limit.kind !== reading.kind) continue
    const { kind, component } = limit
    const value = componentOf(reading, component)
    if (value === undefined) continue
    const key = keyOf(limit)
    const now = isInForce(limit, reading) ? limit : NO_LIMIT
    standings.set(key, stricter(standings.get(key), standing(key, { ...now, kind, component }, value)))
  }
  return [...standings.values()]
}

const NO_LIMIT = {}

/** Whether it is one of the hours for which the limit is meant. */
function isInForce({ hours }: Limit, { at }: Reading): boolean {
  if (hours === undefined) return true
  const minute = minuteOf(timeOf(at))
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)]
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}

function standing(key: string, { kind, component, red, yellow }: Limit, value: number): Standing {
  const wellInside = isWellInside(red, kind, value) && isWellInside(yellow, kind, value)
  const past = { key, component, value, wellInside }
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
