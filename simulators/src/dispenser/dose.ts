import type { EventKind, Milliseconds } from '@kotisilta/contract'
import { isoWithOffset, MINUTE } from '../persons/local-time.ts'

/** A dose that is to come out of the robot. */
export interface Dose {
  /** When it is scheduled; this is also its name. */
  slot: Milliseconds
  /** For example `ATC C03CA01`. */
  medicine: string
}

export type DoseEvent = Extract<EventKind, 'dose-due' | 'dose-offered' | 'dose-taken' | 'dose-missed'>

/** How long the robot calls for a dose before it locks it away. */
const TAKING_WINDOW: Milliseconds = 60 * MINUTE
/** How often it calls while nobody comes. */
const REMINDER: Milliseconds = 20 * MINUTE

export interface DoseMoment {
  at: Milliseconds
  event: DoseEvent
}

/**
 * The life of one dose as the robot reports it: due, offered (again at each reminder), then taken after that long, or
 * missed if it was not taken within the window.
 */
export function lifeOfDose(
  slot: Milliseconds,
  takenAfter: Milliseconds | undefined,
  window = TAKING_WINDOW,
): DoseMoment[] {
  const taken = takenAfter !== undefined && takenAfter < window
  const end = taken ? takenAfter : window
  const life: DoseMoment[] = [{ at: slot, event: 'dose-due' }]
  for (let at = 0; at < end; at += REMINDER) life.push({ at: slot + at, event: 'dose-offered' })
  life.push({ at: slot + end, event: taken ? 'dose-taken' : 'dose-missed' })
  return life
}

/** What the robot says of a dose beside the kind of the event. */
export const doseDetail = ({ slot, medicine }: Dose): Record<string, string> => ({
  slot: isoWithOffset(slot),
  medicine,
})
