import type { Milliseconds, ProblemCode } from '@kotisilta/contract'

/** An answer other than the one hoped for. */
export interface Refused {
  refused: ProblemCode
  /** With `too-many-requests`. */
  wait?: Milliseconds
}

export const refused = (code: ProblemCode): Refused => ({ refused: code })

export const isRefused = (outcome: object): outcome is Refused => 'refused' in outcome
