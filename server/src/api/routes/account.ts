import {
  accountSchema,
  changePasswordSchema,
  confirmSchema,
  factorAddedSchema,
  newPasskeySchema,
  pinSchema,
  recoveryCodesSchema,
  totpConfirmSchema,
  totpOfferSchema,
  webAuthnOptionsSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { SignedIn } from '../../identity/session-store.ts'
import { accepted, siteOf } from '../arrival.ts'
import { signedIn } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

/** For this long after a full sign-in nobody is asked again: a tablet left open must not give its finder a passkey. */
const FRESH_MS = 10 * 60_000

const tags = ['account']
const done = { 204: z.null() }

/** One's own account: what one signs in with, and where one is signed in. */
export function accountRoutes(app: App, { identity }: Services): void {
  const { account, sessions } = identity
  const own = (request: FastifyRequest) => signedIn(request, sessions, { unfinished: true })

  async function fresh(request: FastifyRequest): Promise<SignedIn> {
    const session = await own(request)
    if (Date.now() - session.verifiedAt > FRESH_MS) throw new Problem('confirm-first')
    return session
  }

  app.get('/api/v1/account', {
    schema: { tags, summary: 'What I sign in with, and where I am signed in', response: { 200: accountSchema } },
    handler: async (request) => account.read(await own(request)),
  })

  app.post('/api/v1/account/confirm', {
    schema: { tags, summary: 'Prove once more who I am', body: confirmSchema, response: done },
    handler: async (request, reply) => {
      accepted(await account.confirm(await own(request), request.body.password, request.ip))
      return reply.status(204).send(null)
    },
  })

  app.put('/api/v1/account/password', {
    schema: { tags, summary: 'Another password', body: changePasswordSchema, response: done },
    handler: async (request, reply) => {
      accepted(await account.changePassword(await fresh(request), request.body.password))
      return reply.status(204).send(null)
    },
  })

  app.put('/api/v1/account/pin', {
    schema: { tags, summary: 'A PIN for shared tablets', body: pinSchema, response: done },
    handler: async (request, reply) => {
      accepted(await account.setPin(await fresh(request), request.body.pin))
      return reply.status(204).send(null)
    },
  })

  app.delete('/api/v1/account/pin', {
    schema: { tags, summary: 'No PIN any more', response: done },
    handler: async (request, reply) => {
      accepted(await account.setPin(await own(request), null))
      return reply.status(204).send(null)
    },
  })

  app.post('/api/v1/account/totp', {
    schema: { tags, summary: 'A secret for an authenticator app', response: { 200: totpOfferSchema } },
    handler: async (request) => account.offerTotp(await fresh(request)),
  })

  app.post('/api/v1/account/totp/confirm', {
    schema: { tags, summary: 'The app shows this code', body: totpConfirmSchema, response: { 200: factorAddedSchema } },
    handler: async (request) => {
      const { ticket, code } = request.body
      return accepted(await account.addTotp(await fresh(request), ticket, code))
    },
  })

  app.post('/api/v1/account/passkey-options', {
    schema: { tags, summary: 'What to make a passkey with', response: { 200: webAuthnOptionsSchema } },
    handler: async (request) => {
      const options = await account.offerPasskey(await fresh(request), siteOf(request, identity))
      return options as { challenge: string }
    },
  })

  app.post('/api/v1/account/passkeys', {
    schema: { tags, summary: 'A passkey that was made', body: newPasskeySchema, response: { 200: factorAddedSchema } },
    handler: async (request) => {
      const { label, passkey } = request.body
      return accepted(await account.addPasskey(await fresh(request), label, passkey, siteOf(request, identity)))
    },
  })

  app.post('/api/v1/account/recovery-codes', {
    schema: { tags, summary: 'New recovery codes; the old ones are void', response: { 200: recoveryCodesSchema } },
    handler: async (request) => ({ recoveryCodes: await account.newRecoveryCodes(await fresh(request)) }),
  })

  app.delete('/api/v1/account/factors/:id', {
    schema: { tags, summary: 'Without this factor', params: z.object({ id: z.string().max(40) }), response: done },
    handler: async (request, reply) => {
      accepted(await account.removeFactor(await fresh(request), request.params.id))
      return reply.status(204).send(null)
    },
  })

  app.delete('/api/v1/account/sessions/:id', {
    schema: { tags, summary: 'Sign out there', params: z.object({ id: z.string().max(40) }), response: done },
    handler: async (request, reply) => {
      const session = await own(request)
      const mine = (await account.read(session)).sessions.some(({ id }) => id === request.params.id)
      if (!mine) throw new Problem('not-found')
      await sessions.close([request.params.id], { staff: session.staff.id, action: 'session-revoked' })
      return reply.status(204).send(null)
    },
  })

  app.delete('/api/v1/account/sessions', {
    schema: { tags, summary: 'Sign out everywhere but here', response: done },
    handler: async (request, reply) => {
      const session = await own(request)
      const others = (await account.read(session)).sessions.filter(({ current }) => !current).map(({ id }) => id)
      await sessions.close(others, {
        staff: session.staff.id,
        action: 'sessions-revoked',
        detail: String(others.length),
      })
      return reply.status(204).send(null)
    },
  })
}
