import {
  isoTime,
  passkeySignInSchema,
  type Session,
  secondFactorSchema,
  sessionSchema,
  setPasswordSchema,
  signedOutSchema,
  signInSchema,
  waysInSchema,
  webAuthnOptionsSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { cookieIn } from '../../identity/cookie.ts'
import type { Identity } from '../../identity/identity.ts'
import type { SignedIn } from '../../identity/session-store.ts'
import { accepted, arrivalOf, cookieJar, siteOf } from '../arrival.ts'
import { signedIn } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const MINUTE = 60_000
const tags = ['session']

/** Signing in and out. */
export function sessionRoutes(app: App, { identity }: Services): void {
  const { sessions, signIn, staff } = identity
  const arriving = (request: FastifyRequest) => cookieIn(request.headers.cookie, sessions.cookies.arriving)

  app.get('/api/v1/sign-in', {
    schema: {
      tags,
      summary: 'The ways in, and what a sign-in that has begun still needs',
      response: { 200: waysInSchema },
    },
    handler: async (request) => ({
      provider: identity.settings.oidc === undefined ? null : { name: identity.settings.oidc.name },
      secondFactor: await signIn.factorsOf(arriving(request)),
    }),
  })

  app.post('/api/v1/session', {
    schema: { tags, summary: 'Sign in', body: signInSchema, response: { 200: sessionSchema } },
    handler: async (request, reply) => {
      const { username, password } = request.body
      const outcome = accepted(await signIn.withPassword(username, password, arrivalOf(request)))
      const jar = cookieJar(request, reply, identity)
      if ('arriving' in outcome) {
        jar.arriving(outcome.arriving)
        throw new Problem('second-factor-needed')
      }
      jar.opened(outcome.opened)
      return asSession(outcome.opened.session, identity)
    },
  })

  app.post('/api/v1/session/second-factor', {
    schema: {
      tags,
      summary: 'The second factor of a sign-in',
      body: secondFactorSchema,
      response: { 200: sessionSchema },
    },
    handler: async (request, reply) => {
      const site = siteOf(request, identity)
      const { opened } = accepted(await signIn.withFactor(arriving(request), request.body, arrivalOf(request), site))
      cookieJar(request, reply, identity).opened(opened)
      return asSession(opened.session, identity)
    },
  })

  app.post('/api/v1/session/passkey-options', {
    schema: { tags, summary: 'What to ask a passkey with', response: { 200: webAuthnOptionsSchema } },
    handler: async (request, reply) => {
      const asked = await signIn.passkeyOptions(arriving(request), siteOf(request, identity))
      cookieJar(request, reply, identity).arriving(asked.arriving)
      return asked.options as { challenge: string }
    },
  })

  app.post('/api/v1/session/passkey', {
    schema: {
      tags,
      summary: 'Sign in by a passkey alone',
      body: passkeySignInSchema,
      response: { 200: sessionSchema },
    },
    handler: async (request, reply) => {
      const { passkey } = request.body
      const arrival = arrivalOf(request)
      const { opened } = accepted(
        await signIn.withPasskey(arriving(request), passkey, arrival, siteOf(request, identity)),
      )
      cookieJar(request, reply, identity).opened(opened)
      return asSession(opened.session, identity)
    },
  })

  app.get('/api/v1/session', {
    schema: { tags, summary: 'Who is signed in', response: { 200: sessionSchema } },
    handler: async (request) =>
      asSession(await signedIn(request, sessions, { locked: true, unfinished: true }), identity),
  })

  app.delete('/api/v1/session', {
    schema: { tags, summary: 'Sign out', response: { 200: signedOutSchema } },
    handler: async (request, reply) => {
      const session = await signedIn(request, sessions, { locked: true, unfinished: true }).catch(() => undefined)
      cookieJar(request, reply, identity).ended()
      if (session === undefined) return { continueAt: null }
      const continueAt = session.method === 'oidc' ? await identity.oidc?.signOutAt(session.id) : null
      await sessions.close([session.id], { staff: session.staff.id, action: 'signed-out' })
      return { continueAt: continueAt ?? null }
    },
  })

  app.post('/api/v1/set-password', {
    schema: {
      tags,
      summary: 'Choose a password, with a one-time link',
      body: setPasswordSchema,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      accepted(await staff.choosePassword(request.body.token, request.body.password))
      return reply.status(204).send(null)
    },
  })
}

export async function asSession(session: SignedIn, { screens, settings }: Identity): Promise<Session> {
  const { tablet, desk } = settings.lockMinutes
  return {
    id: session.id,
    user: session.staff,
    expiresAt: isoTime(session.expiresAt),
    locked: session.locked,
    needsFactor: session.needsFactor,
    screen: {
      kind: await screens.kind(session.screen),
      lockAfter: { tablet: Math.round(tablet * MINUTE), desk: Math.round(desk * MINUTE) },
    },
  }
}
