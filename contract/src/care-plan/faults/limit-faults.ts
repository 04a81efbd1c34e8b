import type { ReadingKind } from '../../codes.ts'
import type { Limit, Plan } from '../../plan.ts'
import { entryKeys } from '../entry-keys.ts'
import { pathKey } from '../plan-layers.ts'
import { limitKey } from '../plan-tree.ts'
import type { PlanFault } from './plan-fault.ts'

type Sign = ReadingKind | 'systolic' | 'diastolic' | 'mean'

/**
 * What home meters show; a limit beyond it is never left, and is mostly one in another unit (98 Fahrenheit, 90 mg/dL).
 * Source: docs/clinical-sources.md.
 */
export const LIMIT_SPANS: Readonly<Partial<Record<Sign, readonly [low: number, high: number]>>> = {
  'body-weight': [10, 300],
  'body-fat': [1, 75],
  'heart-rate': [20, 250],
  'oxygen-saturation': [50, 100],
  systolic: [40, 300],
  diastolic: [20, 200],
  mean: [20, 250],
  'body-temperature': [30, 43],
  'respiratory-rate': [3, 60],
  'blood-glucose': [0.6, 33.3],
  steps: [0, 100_000],
  sleep: [0, 1_440],
  activity: [0, 100],
  'supplemental-oxygen': [0, 25],
  'battery-level': [0, 100],
}

/** Limits that cannot be meant: each against itself. */
export function limitFaults({ limits }: Pick<Plan, 'limits'>): PlanFault[] {
  const keys = entryKeys(limits, limitKey)
  return limits.flatMap((limit, place) => {
    const fault = (code: PlanFault['code'], ...path: string[]): PlanFault => ({
      path: pathKey(['limits', keys[place] as string, ...path]),
      code,
    })
    if (limit.kind === 'consciousness') return [fault('kind-has-no-limits')]
    if (limit.kind === 'blood-pressure' && limit.component === undefined) return [fault('component-missing')]
    if (limit.kind !== 'blood-pressure' && limit.component !== undefined) return [fault('component-misplaced')]
    const twice = limits.findIndex((other) => limitKey(other) === limitKey(limit)) < place
    return [...(twice ? [fault('twice')] : []), ...rangeFaults(limit, fault)]
  })
}

function rangeFaults(limit: Limit, fault: (code: PlanFault['code'], ...path: string[]) => PlanFault): PlanFault[] {
  const { red = {}, yellow = {} } = limit
  const faults: PlanFault[] = []
  const span = LIMIT_SPANS[limit.component ?? limit.kind]
  for (const level of ['red', 'yellow'] as const) {
    for (const side of ['low', 'high'] as const) {
      const value = limit[level]?.[side]
      if (value !== undefined && span !== undefined && (value < span[0] || value > span[1])) {
        faults.push(fault('value-does-not-fit', level, side))
      }
    }
    const { low, high } = limit[level] ?? {}
    if (low !== undefined && high !== undefined && low >= high) faults.push(fault('low-not-below-high', level, 'low'))
  }
  if (exceeds(red.low, yellow.low)) faults.push(fault('red-inside-yellow', 'red', 'low'))
  if (exceeds(yellow.high, red.high)) faults.push(fault('red-inside-yellow', 'red', 'high'))
  if (reaches(red.low, yellow.high)) faults.push(fault('red-inside-yellow', 'red', 'low'))
  if (reaches(yellow.low, red.high)) faults.push(fault('red-inside-yellow', 'red', 'high'))
  return faults
}

const exceeds = (a: number | undefined, b: number | undefined): boolean => a !== undefined && b !== undefined && a > b
/** Only where nothing is left between the two. */
const reaches = (low: number | undefined, high: number | undefined): boolean =>
  low !== undefined && high !== undefined && low >= high
