import type { Milliseconds } from '@kotisilta/contract'
import type { DoseEvent } from '../dispenser/dose.ts'
import { MINUTE } from '../persons/local-time.ts'
import type { Action, Moment } from './action.ts'
import type { Home } from './home.ts'

/** Somebody in one of the homes does something, so many minutes of the clock after the story has begun. */
export interface Beat {
  gateway: string
  minute: number
  action: Action
}

/** The gateways of the three homes in which something happens. */
export const VEIKKO = 'gw-demo-01'
export const HELVI = 'gw-demo-02'
export const AINO = 'gw-demo-03'

const WARFARIN = 'ATC B01AA03'

/**
 * The demo's story. Played at 60 times the speed of life a minute of it is a second, so that within a minute a heart failure
 * gives way, an SOS is pressed, and a dose is missed. The three are apart, so that each can be seen to arrive.
 */
export const STORY: readonly Beat[] = [
  // Aino, 79, does not come for her tablet although the robot calls and calls again.
  { gateway: AINO, minute: 2, action: dose('dose-due') },
  { gateway: AINO, minute: 2, action: dose('dose-offered') },
  // Veikko, 81, heart failure: 2.4 kg heavier than three days ago, and short of breath.
  { gateway: VEIKKO, minute: 4, action: { does: 'weigh' } },
  { gateway: VEIKKO, minute: 8, action: { does: 'tell-breathing', perMinute: 22 } },
  { gateway: VEIKKO, minute: 9, action: { does: 'measure-saturation', saturation: 92, pulse: 108 } },
  { gateway: VEIKKO, minute: 19, action: { does: 'tell-breathing', perMinute: 25 } },
  { gateway: VEIKKO, minute: 20, action: { does: 'measure-saturation', saturation: 91, pulse: 112 } },
  { gateway: AINO, minute: 22, action: dose('dose-offered') },
  // Helvi, 84, has fallen ill in the kitchen and presses her wristband's key.
  { gateway: HELVI, minute: 25, action: { does: 'tell-band', event: 'sos-pressed' } },
  { gateway: VEIKKO, minute: 32, action: { does: 'tell-breathing', perMinute: 26 } },
  { gateway: AINO, minute: 40, action: dose('dose-missed') },
]

/** The slot, too, counts from the story's beginning. */
function dose(event: DoseEvent): Action {
  return { does: 'tell-dose', event, dose: { slot: 2 * MINUTE, medicine: WARFARIN } }
}

/** What the story has for this home, as moments of a story that began at `startedAt`. */
export function storyMoments(home: Pick<Home, 'gateway'>, startedAt: Milliseconds): Moment[] {
  return STORY.filter(({ gateway }) => gateway === home.gateway).map(({ minute, action }) => ({
    at: startedAt + minute * MINUTE,
    action: action.does === 'tell-dose' ? placed(action, startedAt) : action,
  }))
}

const placed = (action: Extract<Action, { does: 'tell-dose' }>, startedAt: Milliseconds): Action => ({
  ...action,
  dose: { ...action.dose, slot: startedAt + action.dose.slot },
})
