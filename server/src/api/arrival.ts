import type { FastifyReply, FastifyRequest } from 'fastify'
import { agentInShort } from '../identity/agent.ts'
import type { Identity } from '../identity/identity.ts'
import { isRefused, type Refused } from '../identity/outcome.ts'
import type { Site } from '../identity/passkeys.ts'
import type { Arrival, Opened } from '../identity/sessions.ts'
import { Problem } from './problem.ts'

/** The screen's own cookie outlives sessions: 400 days, the longest that browsers keep one. */
const SCREEN_COOKIE_MS = 400 * 24 * 3_600_000
const ARRIVING_COOKIE_S = 10 * 60

/** Where a request comes from. */
export const arrivalOf = (request: FastifyRequest): Arrival => ({
  address: request.ip,
  agent: agentInShort(request.headers['user-agent']),
  cookies: request.headers.cookie,
})

/** The dashboard's address as the browser sees it. */
export function siteOf(request: FastifyRequest, { settings }: Identity): Site {
  const url = settings.publicUrl ?? new URL(`${request.protocol}://${request.headers.host ?? 'localhost'}`)
  return { origin: url.origin, host: url.hostname }
}

/** What was hoped for. @throws Problem otherwise */
export function accepted<T extends object>(outcome: T | Refused): T {
  if (!isRefused(outcome)) return outcome
  const seconds = outcome.wait === undefined ? undefined : Math.ceil(outcome.wait / 1000)
  throw new Problem(outcome.refused, seconds === undefined ? {} : { retryAfterSeconds: seconds })
}

/** The cookies that come and go with signing in. Out of the reach of scripts, and never sent from another site's page. */
export function cookieJar(request: FastifyRequest, reply: FastifyReply, { sessions: { cookies }, settings }: Identity) {
  const secure = settings.secure || request.protocol === 'https'
  const strict = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  return {
    opened({ token, session, screenToken }: Opened): void {
      reply.setCookie(cookies.session, token, { ...strict, expires: new Date(session.expiresAt) })
      reply.setCookie(cookies.screen, screenToken, { ...strict, expires: new Date(Date.now() + SCREEN_COOKIE_MS) })
      reply.clearCookie(cookies.arriving, { path: '/' })
    },
    unlocked(token: string, expiresAt: number): void {
      reply.setCookie(cookies.session, token, { ...strict, expires: new Date(expiresAt) })
    },
    ended: (): void => void reply.clearCookie(cookies.session, { path: '/' }),
    /** `fromElsewhere`: it has to come back from the provider's page, as a plain visit. */
    arriving(token: string, fromElsewhere = false): void {
      reply.setCookie(cookies.arriving, token, {
        ...strict,
        sameSite: fromElsewhere ? 'lax' : 'strict',
        maxAge: ARRIVING_COOKIE_S,
      })
    },
  }
}
