import type { Actor, ConsentHolder, ConsentScope, Ground, Milliseconds } from '@kotisilta/contract'

/** A change of who may see whom; done and logged in one transaction, and in force from its commit on. */
export interface RightsCommand {
  type: 'rights'
  by: Actor
  ground: Ground
  change: RightsChange
}

export type RightsChange =
  | { change: 'relate'; patient: string; staff: string | null; team: string | null; until: Milliseconds | null }
  | { change: 'end-relationship'; patient: string; id: string }
  | {
      change: 'give-consent'
      patient: string
      username: string
      holder: ConsentHolder
      scopes: readonly ConsentScope[]
      until: Milliseconds | null
      given: string
    }
  | { change: 'withdraw-consent'; patient: string; id: string }
  | { change: 'break-glass'; patient: string; reason: string; until: Milliseconds }
  | { change: 'review-glass'; id: string; verdict: string; note: string | null }
  /** Without an `id` it is a new one. */
  | { change: 'put-area'; id: string | null; name: string }
  | { change: 'put-team'; id: string | null; name: string; areas: readonly string[]; members: readonly string[] }
  | { change: 'put-reach'; staff: string; areas: 'every' | readonly string[] }
