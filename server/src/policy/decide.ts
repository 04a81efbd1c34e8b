import type { Ground, Milliseconds } from '@kotisilta/contract'
import { type Concerned, holds, type Subject } from './facts.ts'
import { type Action, concernsOne, groundsOf, type PatientAction, scopeOf } from './table.ts'

export type Decision =
  | { readonly allowed: true; readonly ground: Ground }
  /**
   * `not-allowed`: this role never does it. `not-found`: the role does, but nothing joins this person to that one;
   * told like somebody who does not exist, so that nobody learns who is a client here.
   */
  | { readonly allowed: false; readonly code: 'not-allowed' | 'not-found' }

/**
 * Who may do what: the only place that says so. REST, the feed, exports and notifications all ask it.
 * @param concerned whose data it is; undefined for work that concerns nobody in particular, and for somebody unknown
 */
export function decide(
  subject: Subject,
  action: Action,
  concerned: Concerned | undefined,
  now: Milliseconds,
): Decision {
  const grounds = groundsOf(subject.role, action)
  const [first] = grounds
  if (first === undefined) return { allowed: false, code: 'not-allowed' }
  if (!concernsOne(action)) return { allowed: true, ground: first }
  if (concerned === undefined) return { allowed: false, code: 'not-found' }
  const ground = grounds.find((each) => has(each, subject, action, concerned, now))
  return ground === undefined ? { allowed: false, code: 'not-found' } : { allowed: true, ground }
}

function has(ground: Ground, subject: Subject, action: PatientAction, concerned: Concerned, now: Milliseconds) {
  switch (ground) {
    case 'care-relationship':
      return concerned.relationships.some(
        (each) => holds(each, now) && (each.staff === subject.id || isIn(subject, each.team, now)),
      )
    case 'area-duty':
      return worksIn(subject, concerned.area, now)
    case 'break-glass':
      return concerned.openings.some((each) => each.staff === subject.id && holds(each, now))
    case 'own-data':
      return consents(subject, concerned, now).some(({ holder }) => holder === 'self')
    case 'guardianship':
      return consents(subject, concerned, now).some(({ holder }) => holder === 'guardian')
    case 'consent': {
      const scope = scopeOf(action)
      return scope !== undefined && consents(subject, concerned, now).some(({ scopes }) => scopes.includes(scope))
    }
    // What the role does for everybody alike.
    case 'duty':
    case 'technical-task':
    case 'administration':
    case 'supervision':
      return true
    // Of tokens, and of no account.
    case 'integration':
      return false
  }
}

/** By an area of one's own, or by a team's. */
export const worksIn = (subject: Subject, area: string, now: Milliseconds): boolean =>
  subject.areas === 'every' ||
  subject.areas.has(area) ||
  subject.teams.some((each) => each.areas.has(area) && holds(each, now))

const isIn = (subject: Subject, team: string | null, now: Milliseconds): boolean =>
  team !== null && subject.teams.some((each) => each.team === team && holds(each, now))

const consents = (subject: Subject, concerned: Concerned, now: Milliseconds) =>
  concerned.consents.filter((each) => each.account === subject.id && holds(each, now))
