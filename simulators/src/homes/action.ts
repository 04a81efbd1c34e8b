import type { Milliseconds } from '@kotisilta/contract'
import type { Dose, DoseEvent } from '../dispenser/dose.ts'
import type { WristbandEvent } from '../dispenser/wristband.ts'

/** What a person, or a device by itself, does at a moment. Values that a story gives go before those of the body. */
export type Action =
  | { does: 'weigh' }
  | { does: 'take-blood-pressure' }
  | { does: 'take-temperature' }
  | { does: 'measure-saturation'; saturation?: number; pulse?: number }
  | { does: 'tell-pulse'; pulse?: number }
  | { does: 'tell-breathing'; perMinute?: number }
  | { does: 'count-steps' }
  | { does: 'tell-dose'; event: DoseEvent; dose: Dose }
  | { does: 'tell-band'; event: WristbandEvent }

export interface Moment {
  at: Milliseconds
  action: Action
}
