import type { Milliseconds } from '@kotisilta/contract'

/** A measurement that waits to be confirmed. */
export interface HeldMeasurement {
  readonly value: number
  /** When it was measured. */
  readonly at: Milliseconds
}

export interface Confirmation {
  /** How near a second measurement has to be, in the kind's own unit. */
  readonly within: number
  /** Before that it is the same one: a scale tells one weighing in several frames. */
  readonly pause: Milliseconds
  /** How long it may take to come. */
  readonly wait: Milliseconds
}

/** Somebody who steps on a scale again at once weighs the same to within its resolution and their slippers. */
export const WEIGHT_CONFIRMATION: Confirmation = { within: 2, pause: 15_000, wait: 15 * 60_000 }

/**
 * What a further measurement of the same member makes of a held one. `same`: nothing, it is that measurement once more. `confirmed`: the new
 * one stands. `refuted`: the held one was somebody else, or something. `too-late`: it has waited in vain. The held one stays uncertain in any case:
 * it is with the nurse by then.
 */
export function judgeHeld(
  held: HeldMeasurement,
  next: HeldMeasurement,
  { within, pause, wait }: Confirmation,
): 'same' | 'confirmed' | 'refuted' | 'too-late' {
  const elapsed = next.at - held.at
  if (elapsed < 0 || elapsed > wait) return 'too-late'
  if (elapsed < pause) return 'same'
  return Math.abs(next.value - held.value) <= within ? 'confirmed' : 'refuted'
}
