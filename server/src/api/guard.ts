import type { FastifyRequest } from 'fastify'
import { tokenInCookies } from '../identity/cookie.ts'
import { may, type Permission } from '../identity/permits.ts'
import type { SignedIn } from '../identity/session-store.ts'
import type { Sessions } from '../identity/sessions.ts'
import { Problem } from './problem.ts'

/** The token that a browser sends as a cookie and a script as a bearer. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer ([\w-]{10,200})$/.exec(request.headers.authorization ?? '')?.[1]
  return bearer ?? tokenInCookies(request.headers.cookie)
}

/** Who is asking. @throws Problem `not-signed-in` */
export async function signedIn(request: FastifyRequest, sessions: Sessions): Promise<SignedIn> {
  const token = tokenOf(request)
  const session = token === undefined ? undefined : await sessions.find(token)
  if (session === undefined) throw new Problem('not-signed-in')
  return session
}

/** Who is asking, if they may. @throws Problem `not-signed-in`, `not-allowed` */
export async function permitted(
  request: FastifyRequest,
  sessions: Sessions,
  permission: Permission,
): Promise<SignedIn['staff']> {
  const { staff } = await signedIn(request, sessions)
  if (!may(staff.role, permission)) throw new Problem('not-allowed')
  return staff
}
