import { isoTime, type Session, sessionSchema, signInSchema } from '@kotisilta/contract'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { SESSION_COOKIE } from '../../identity/cookie.ts'
import type { SignedIn } from '../../identity/session-store.ts'
import { signedIn, tokenOf } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

/** Attempts in a minute from one address at one name. */
const ATTEMPTS = 10

export function sessionRoutes(app: App, { sessions, signedOut }: Services): void {
  const keyOf = (request: { ip: string; body?: unknown }) =>
    `${request.ip} ${String((request.body as { username?: unknown } | undefined)?.username).toLowerCase()}`

  app.post('/api/v1/session', {
    schema: { tags: ['session'], summary: 'Sign in', body: signInSchema, response: { 200: sessionSchema } },
    config: { rateLimit: { max: ATTEMPTS, timeWindow: '1 minute', keyGenerator: keyOf, hook: 'preHandler' } },
    handler: async (request, reply) => {
      const opened = await sessions.signIn(request.body.username, request.body.password)
      if (opened === undefined) throw new Problem('sign-in-failed')
      setCookie(reply, opened.token, opened.session.expiresAt, request.protocol === 'https')
      return asSession(opened.session)
    },
  })

  app.get('/api/v1/session', {
    schema: { tags: ['session'], summary: 'Who is signed in', response: { 200: sessionSchema } },
    handler: async (request) => asSession(await signedIn(request, sessions)),
  })

  app.delete('/api/v1/session', {
    schema: { tags: ['session'], summary: 'Sign out', response: { 204: z.null() } },
    handler: async (request, reply) => {
      const token = tokenOf(request)
      if (token !== undefined) {
        await sessions.signOut(token)
        signedOut(token)
      }
      reply.clearCookie(SESSION_COOKIE, { path: '/' })
      return reply.status(204).send(null)
    },
  })
}

const asSession = ({ staff, expiresAt }: SignedIn): Session => ({ user: staff, expiresAt: isoTime(expiresAt) })

function setCookie(reply: FastifyReply, token: string, expiresAt: number, secure: boolean): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    expires: new Date(expiresAt),
  })
}
