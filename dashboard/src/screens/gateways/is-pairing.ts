import type { Milliseconds, PairingState } from '@kotisilta/contract'

const OVER: ReadonlySet<PairingState['stage']> = new Set(['paired', 'refused', 'closed'])

/** Whether the window stands open. */
export const isPairing = (pairing: PairingState | undefined, now: Milliseconds): boolean =>
  pairing !== undefined && !OVER.has(pairing.stage) && Date.parse(pairing.until) > now
