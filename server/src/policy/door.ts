import type { ApiScope, Clock } from '@kotisilta/contract'
import type { Committer } from '../commit/committer.ts'
import { type ApiTokens, tokenInLog } from '../gateways/api-tokens.ts'
import { OncePer } from '../metrics/once-per.ts'
import type { Decision } from './decide.ts'
import type { Rights } from './rights.ts'
import type { Action, PatientAction } from './table.ts'

/** Where everything that somebody asks for is decided, and what is refused is written down. */
export interface Door {
  ask(staff: string, action: Action, patient: string | undefined): Decision
  /**
   * Another system asks, with what it takes for a token; undefined: it is none that holds.
   * @param scope what opens it; undefined: no token does
   */
  askToken(token: string, scope: ApiScope | undefined, patient: string | undefined): AskedByToken | undefined
  /** The same, as of the last `ask`, and no refusal is noted: for leaving out of a list what somebody may not see. */
  may(staff: string, action: PatientAction, patient: string): boolean
  /** Whether somebody looks after the people of an area, as of the last `ask`. */
  worksIn(staff: string, area: string): boolean
  exists(patient: string): boolean
}

interface AskedByToken {
  decision: Decision
  /** As the access log has it. */
  id: string
  name: string
  sees(patient: string): boolean
}

/** The same refusal again is written down once in this time: trying all night does not fill the log. */
const MINUTE = 60_000

export function door(
  rights: Rights,
  committer: Pick<Committer, 'look'>,
  clock: Clock,
  tokens: Pick<ApiTokens, 'find'>,
): Door {
  const noted = new OncePer(MINUTE)

  function note(staff: string, action: Action | ApiScope | 'token', asked: string | undefined): void {
    if (!noted.first(`${staff} ${action} ${asked}`, Date.now())) return
    const known = asked !== undefined && rights.exists(asked)
    const detail = known || asked === undefined ? action : `${action} ${asked}`
    committer.look({ staff, patient: known ? asked : null, action: 'refused', detail, ground: null }).catch(() => {})
  }

  return {
    ask(staff, action, patient) {
      rights.refresh()
      const decision = rights.decide(staff, action, patient, clock.now())
      if (!decision.allowed) note(staff, action, patient)
      return decision
    },
    askToken(token, scope, patient) {
      const bearer = tokens.find(token)
      if (bearer === undefined) return undefined
      rights.refresh()
      const subject = { ...bearer, id: tokenInLog(bearer.id) }
      // Tokens end by the machine's own time.
      const now = Date.now()
      const decision: Decision =
        scope === undefined ? { allowed: false, code: 'not-allowed' } : rights.decideToken(subject, scope, patient, now)
      if (!decision.allowed) note(subject.id, scope ?? 'token', patient)
      const sees = (other: string) => scope !== undefined && rights.decideToken(subject, scope, other, now).allowed
      return { decision, id: subject.id, name: bearer.name, sees }
    },
    may: (staff, action, patient) => rights.decide(staff, action, patient, clock.now()).allowed,
    worksIn: (staff, area) => rights.worksIn(staff, area, clock.now()),
    exists: rights.exists,
  }
}
