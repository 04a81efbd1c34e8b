import type { Milliseconds, News2Input, News2Parameter, Plan } from '@kotisilta/contract'
import type { PatientState, Remembered } from '../state.ts'
import { HOUR } from '../time.ts'
import type { VitalKind } from '../vital-kinds.ts'

/** Which kind of reading gives a parameter of NEWS2. */
export const KIND_OF = {
  respiratoryRate: 'respiratory-rate',
  spo2: 'oxygen-saturation',
  supplementalOxygen: 'supplemental-oxygen',
  systolic: 'blood-pressure',
  pulse: 'heart-rate',
  consciousness: 'consciousness',
  temperature: 'body-temperature',
} as const satisfies Record<News2Parameter, VitalKind>

/** The newest reading of a kind, if it still counts at that moment by the plan's windows. */
export function counting(plan: Plan, state: PatientState, kind: VitalKind, at: Milliseconds): Remembered | undefined {
  const reading = state.latest[kind]
  return reading !== undefined && at - reading.at <= plan.news2.windows[kind] * HOUR ? reading : undefined
}

/** What of NEWS2 is known at a moment: readings inside their windows; for consciousness and oxygen else the plan. */
export function news2InputAt(plan: Plan, state: PatientState, at: Milliseconds): News2Input {
  const consciousness = counting(plan, state, 'consciousness', at)?.value
  const flow = counting(plan, state, 'supplemental-oxygen', at)?.value
  return {
    spo2Scale: plan.news2.spo2Scale,
    respiratoryRate: numberOf(counting(plan, state, 'respiratory-rate', at)),
    spo2: numberOf(counting(plan, state, 'oxygen-saturation', at)),
    supplementalOxygen: typeof flow === 'number' ? flow > 0 : plan.news2.supplementalOxygen,
    systolic: counting(plan, state, 'blood-pressure', at)?.components?.systolic,
    pulse: numberOf(counting(plan, state, 'heart-rate', at)),
    consciousness: typeof consciousness === 'string' ? consciousness : plan.news2.consciousness,
    temperature: numberOf(counting(plan, state, 'body-temperature', at)),
  }
}

function numberOf(reading: Remembered | undefined): number | undefined {
  return typeof reading?.value === 'number' ? reading.value : undefined
}
