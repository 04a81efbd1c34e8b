/** What one look has found. `wrong`: it does not work, or will not soon. `warning`: it works, and should not stay so. */
export interface Finding {
  readonly check: Check
  readonly state: 'ok' | 'warning' | 'wrong'
  readonly says: string
  /** What to do next; absent where all is well. */
  readonly next?: string
}

/** In the order in which they are looked at: what others lean on first. */
const CHECKS = [
  'configuration',
  'gateway',
  'service',
  'version',
  'clock',
  'network',
  'certificate',
  'sign-in',
  'bluetooth',
  'radio',
  'devices',
  'outbox',
  'disk',
  'memory',
] as const
export type Check = (typeof CHECKS)[number]

export const ok = (check: Check, says: string): Finding => ({ check, state: 'ok', says })
export const warning = (check: Check, says: string, next: string): Finding => ({ check, state: 'warning', says, next })
export const wrong = (check: Check, says: string, next: string): Finding => ({ check, state: 'wrong', says, next })
