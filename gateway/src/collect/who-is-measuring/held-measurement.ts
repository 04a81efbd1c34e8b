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
  /** How long it may take to come. */
  readonly wait: Milliseconds
}

/** Somebody who steps on a scale again at once weighs the same to within its resolution and their slippers. */
export const WEIGHT_CONFIRMATION: Confirmation = { within: 2, wait: 15 * 60_000 }

/**
 * What a further measurement of the same member makes of a held one. `confirmed`: both stand. `refuted`: the held one was somebody else,
 * or something; it stays uncertain and the new one is judged by itself. `too-late`: it has waited in vain, and stays uncertain.
 */
export function judgeHeld(
  held: HeldMeasurement,
  next: HeldMeasurement,
  { within, wait }: Confirmation,
): 'confirmed' | 'refuted' | 'too-late' {
  const elapsed = next.at - held.at
  if (elapsed < 0 || elapsed > wait) return 'too-late'
  return Math.abs(next.value - held.value) <= within ? 'confirmed' : 'refuted'
}
