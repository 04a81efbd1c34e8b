import type { ApiScope, Ground } from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { API_TOKEN_PREFIX } from '../gateways/api-tokens.ts'
import type { SignedIn } from '../identity/session-store.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { Door } from '../policy/door.ts'
import type { Action, PatientAction, WorkAction } from '../policy/table.ts'
import { Problem } from './problem.ts'

/**
 * The door of every route:
 *
 *     const staff = await permitted(request, sessions, 'list-patients')
 *     const staff = await permitted(request, sessions, 'see-patients', { patient: request.params.id })
 *
 * Actions are a closed list with the roles and grounds that open them: policy/table.ts. An action with one person's data
 * wants to be told whose (`PatientAction`); an answer about many people is filtered with `staff.sees`. What the role may
 * never do is 403 `not-allowed`; a person whom nothing joins to the one who asks is 404 `not-found`, as if there were
 * none. Both are written to the access log. `staff.ground` goes into the log with whatever is done.
 */
export type Guarded = Pick<Sessions, 'find' | 'tokenInCookies'> & { door: Door }

/** Who is asking, on what ground it was allowed, and whom they see. */
export type Permitted = SignedIn['staff'] & {
  ground: Ground
  /** Whether the same person may do this with somebody's data too. */
  sees(patient: string, action?: PatientAction): boolean
  /** Whether the same person looks after the people of an area. */
  worksIn(area: string): boolean
}

/** What an `Authorization: Bearer` header brings. */
export const bearerOf = (request: FastifyRequest): string | undefined =>
  /^Bearer ([\w-]{10,200})$/.exec(request.headers.authorization ?? '')?.[1]

/** The token that a browser sends as a cookie and a script as a bearer. */
function tokenOf(request: FastifyRequest, sessions: Pick<Sessions, 'tokenInCookies'>): string | undefined {
  return bearerOf(request) ?? sessions.tokenInCookies(request.headers.cookie)
}

interface Leniency {
  /** Also while the screen is locked. */
  locked?: boolean
  /** Also before a second factor has been set up where one is required. */
  unfinished?: boolean
}

/** Who is asking. @throws Problem `not-signed-in`, `locked`, `second-factor-required` */
export async function signedIn(
  request: FastifyRequest,
  sessions: Pick<Sessions, 'find' | 'tokenInCookies'>,
  also: Leniency = {},
): Promise<SignedIn> {
  const token = tokenOf(request, sessions)
  // Whatever a token of another system opens says so itself: `permittedToRead`.
  if (token?.startsWith(API_TOKEN_PREFIX)) throw new Problem('token-invalid')
  const session = token === undefined ? undefined : await sessions.find(token)
  if (session === undefined) throw new Problem('not-signed-in')
  if (session.locked && also.locked !== true) throw new Problem('locked')
  if (session.needsFactor && also.unfinished !== true) throw new Problem('second-factor-required')
  return session
}

/** Who is asking, if they may. @throws Problem `not-signed-in`, `locked`, `second-factor-required`, `not-allowed`, `not-found` */
export async function permitted(request: FastifyRequest, sessions: Guarded, action: WorkAction): Promise<Permitted>
export async function permitted(
  request: FastifyRequest,
  sessions: Guarded,
  action: PatientAction,
  of: { patient: string },
): Promise<Permitted>
export async function permitted(
  request: FastifyRequest,
  { door, ...sessions }: Guarded,
  action: Action,
  of?: { patient: string },
): Promise<Permitted> {
  const { staff } = await signedIn(request, sessions)
  const decision = door.ask(staff.id, action, of?.patient)
  request.log.debug({ route: request.routeOptions.url, role: staff.role, action, ...decision }, 'decided')
  if (!decision.allowed) throw new Problem(decision.code)
  const sees = (patient: string, other: PatientAction = 'see-patients') => door.may(staff.id, other, patient)
  const worksIn = (area: string) => door.worksIn(staff.id, area)
  return { ...staff, ground: decision.ground, sees, worksIn }
}

/** Who reads: somebody who is signed in, or another system with a token. */
export type Reader = Pick<Permitted, 'id' | 'ground' | 'sees'>

/**
 * The door of routes that other systems may read, too: `scope` is what their token needs.
 * @throws Problem as `permitted`, and `token-invalid`
 */
export async function permittedToRead(
  request: FastifyRequest,
  sessions: Guarded,
  { action, list, scope, patient }: ReadAsked,
): Promise<Reader> {
  const token = bearerOf(request)
  if (token === undefined || !token.startsWith(API_TOKEN_PREFIX)) {
    return patient === undefined
      ? permitted(request, sessions, list)
      : permitted(request, sessions, action, { patient })
  }
  const asked = sessions.door.askToken(token, scope, patient)
  if (asked === undefined) throw new Problem('token-invalid')
  if (!asked.decision.allowed) throw new Problem(asked.decision.code)
  return { id: asked.id, ground: asked.decision.ground, sees: asked.sees }
}

interface ReadAsked {
  scope: ApiScope
  /** What somebody on the staff asks for with one person's data, and without. */
  action: PatientAction
  list: WorkAction
  patient?: string | undefined
}
