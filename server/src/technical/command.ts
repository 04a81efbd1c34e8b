import type { Ground, Milliseconds } from '@kotisilta/contract'
import type { HouseTrouble } from './house-troubles.ts'
import type { TechnicalStep } from './lifecycle.ts'

/** What a person does with a technical alert. `at`: the machine's own time, as everything about gateways. */
export interface StepTechnical {
  type: 'technical-alert'
  id: string
  step: TechnicalStep
  ground: Ground
  at: Milliseconds
}

/** What is wrong with the server itself, all of it: what is not among these any more has ended. `at`: as above. */
export interface FoundInHouse {
  type: 'house-troubles'
  found: HouseTrouble[]
  at: Milliseconds
}

/** Open technical alerts climb. */
export interface ClimbTechnical {
  type: 'climb-technical'
}
