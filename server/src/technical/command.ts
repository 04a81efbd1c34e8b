import type { Ground, Milliseconds } from '@kotisilta/contract'
import type { TechnicalStep } from './lifecycle.ts'

/** What a person does with a technical alert. `at`: the machine's own time, as everything about gateways. */
export interface StepTechnical {
  type: 'technical-alert'
  id: string
  step: TechnicalStep
  ground: Ground
  at: Milliseconds
}
