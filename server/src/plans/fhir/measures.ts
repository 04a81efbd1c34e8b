import type { Expected } from '@kotisilta/contract'
import type { z } from 'zod'
import type { Faults } from './faults.ts'
import type { conceptSchema, Timing } from './resource.ts'
import { codingsOf, fhirDays, fhirTime, planDays, planTime, signOf } from './terms.ts'

const HOURS_OF = { h: 1, d: 24, wk: 168 } as const

export const measureCode = ({ kind }: Expected) => ({ coding: codingsOf(kind) })

/** At least once within so many hours; at these times, on these days. */
export const measureTiming = ({ withinHours, times, days }: Expected) => ({
  repeat: {
    frequency: 1,
    period: withinHours,
    periodUnit: 'h' as const,
    ...(days !== undefined && { dayOfWeek: fhirDays(days) }),
    ...(times !== undefined && { timeOfDay: times.map(fhirTime) }),
  },
})

export function measureOfFhir(
  code: z.infer<typeof conceptSchema>,
  { repeat }: Timing,
  path: string,
  faults: Faults,
): Expected | undefined {
  const sign = signOf(code.coding)
  if (sign === undefined || sign.component !== undefined) {
    return faults.add(`${path}.code`, 'code-unknown', 'no code of LOINC that is measured here, or two that differ')
  }
  if (repeat.period === undefined || repeat.periodUnit === undefined) {
    return faults.add(`${path}.repeat`, 'interval-missing', 'period and periodUnit say within what time it is expected')
  }
  return {
    kind: sign.kind,
    withinHours: repeat.period * HOURS_OF[repeat.periodUnit],
    ...(repeat.timeOfDay !== undefined && { times: repeat.timeOfDay.map(planTime) }),
    ...(repeat.dayOfWeek !== undefined && { days: planDays(repeat.dayOfWeek) }),
  }
}
