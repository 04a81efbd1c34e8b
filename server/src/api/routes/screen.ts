import {
  screenKindBodySchema,
  screenSchema,
  sessionSchema,
  unlockOptionsSchema,
  unlockSchema,
  webAuthnOptionsSchema,
} from '@kotisilta/contract'
import { z } from 'zod'
import { accepted, arrivalOf, cookieJar, siteOf } from '../arrival.ts'
import { signedIn } from '../guard.ts'
import type { App, Services } from '../services.ts'
import { asSession } from './session.ts'

const tags = ['screen']

/** A screen that several people use in a shift: locked, opened again, handed over. */
export function screenRoutes(app: App, { identity }: Services): void {
  const { screens, sessions } = identity

  app.get('/api/v1/screen', {
    schema: { tags, summary: 'Who is signed in at this screen', response: { 200: screenSchema } },
    handler: (request) => screens.people(arrivalOf(request)),
  })

  app.put('/api/v1/screen', {
    schema: { tags, summary: 'What this screen is', body: screenKindBodySchema, response: { 204: z.null() } },
    handler: async (request, reply) => {
      await screens.setKind(await signedIn(request, sessions), request.body.kind)
      return reply.status(204).send(null)
    },
  })

  app.post('/api/v1/screen/lock', {
    schema: { tags, summary: 'Lock this screen: from now on it is told of nobody', response: { 204: z.null() } },
    handler: async (request, reply) => {
      await screens.lock(await signedIn(request, sessions, { locked: true, unfinished: true }))
      return reply.status(204).send(null)
    },
  })

  app.post('/api/v1/screen/unlock-options', {
    schema: {
      tags,
      summary: 'What to ask a passkey with',
      body: unlockOptionsSchema,
      response: { 200: webAuthnOptionsSchema },
    },
    handler: async (request) => {
      const site = siteOf(request, identity)
      const { options } = accepted(await screens.unlockOptions(arrivalOf(request), request.body.session, site))
      return options as { challenge: string }
    },
  })

  app.post('/api/v1/screen/unlock', {
    schema: {
      tags,
      summary: 'Back to a session that is parked here',
      body: unlockSchema,
      response: { 200: sessionSchema },
    },
    handler: async (request, reply) => {
      const arrival = arrivalOf(request)
      const { token, session } = accepted(await screens.unlock(arrival, request.body, siteOf(request, identity)))
      cookieJar(request, reply, identity).unlocked(token, session.expiresAt)
      return asSession(session, identity)
    },
  })
}
