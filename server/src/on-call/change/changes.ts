import type {
  Actor,
  DutyOverride,
  EscalationPolicy,
  Ground,
  Milliseconds,
  Schedule,
  SwapStep,
} from '@kotisilta/contract'

/** A change of who is on call and whom an alert climbs to; done and logged in one transaction. */
export interface OnCallCommand {
  type: 'on-call'
  by: Actor
  ground: Ground
  change: RotaChange
}

/** `version`: which one the person saw; 0: there was none. */
interface Seen {
  version: number
  reason: string
}

export type RotaChange =
  | ({ change: 'put-schedule'; schedule: Omit<Schedule, 'overrides'> } & Seen)
  | ({ change: 'put-policy'; policy: EscalationPolicy } & Seen)
  | ({ change: 'remove'; what: Kept; id: string } & Seen)
  /** As it was before it was taken away. */
  | { change: 'restore'; what: Kept; id: string; reason: string }
  | { change: 'add-override'; schedule: string; override: Omit<DutyOverride, 'id'> }
  | { change: 'remove-override'; schedule: string; override: string }
  | { change: 'offer-swap'; schedule: string; from: Milliseconds; until: Milliseconds; to: string; note: string }
  | { change: 'decide-swap'; swap: string; step: SwapStep }
  | { change: 'confirm-shift'; schedule: string; heard: boolean }
  | { change: 'take-warning'; warning: string }
  | { change: 'see-notice'; notice: string }
  | { change: 'make-feed'; id: string; hash: Uint8Array; schedule: string | null }
  | { change: 'revoke-feed'; feed: string }
  /** A relative can be asked to go and look, or not any more. */
  | { change: 'answer-calls'; agreed: boolean }
  /** A phone has read it. */
  | { change: 'feed-used'; feed: string }

/** What is kept with all its versions. */
export type Kept = 'schedule' | 'policy'
