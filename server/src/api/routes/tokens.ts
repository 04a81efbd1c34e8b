import {
  type ApiToken,
  apiTokenSchema,
  createdApiTokenSchema,
  isoTime,
  newApiTokenSchema,
  newUlid,
} from '@kotisilta/contract'
import { z } from 'zod'
import { API_TOKEN_PREFIX } from '../../gateways/api-tokens.ts'
import { hashToken, newToken } from '../../identity/session-store.ts'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const DAY = 24 * 60 * 60 * 1000

/** Integrators' tokens: made, listed without themselves, revoked. */
export function tokenRoutes(app: App, { committer, gateways, sessions }: Services): void {
  app.get('/api/v1/tokens', {
    schema: {
      tags: ['tokens'],
      summary: 'Tokens of integrators: what each allows, until when, and when it was last used',
      response: { 200: z.array(apiTokenSchema) },
    },
    handler: async (request) => {
      const staff = await permitted(request, sessions, 'keep-tokens')
      await committer.run({
        type: 'look',
        staff: staff.id,
        patient: null,
        action: 'tokens-listed',
        ground: staff.ground,
      })
      return gateways.tokens()
    },
  })

  app.post('/api/v1/tokens', {
    schema: {
      tags: ['tokens'],
      summary: 'A new token, shown this once',
      body: newApiTokenSchema,
      response: { 200: createdApiTokenSchema },
    },
    handler: async (request) => {
      const staff = await permitted(request, sessions, 'keep-tokens')
      const { name, scopes, days, gateway = null, areas = [] } = request.body
      const now = Date.now()
      const id = newUlid(now)
      const token = `${API_TOKEN_PREFIX}${newToken()}`
      const expiresAt = now + days * DAY
      await committer.run({
        type: 'look',
        staff: staff.id,
        patient: null,
        action: 'token-made',
        detail: `${id} ${scopes}; areas ${areas}`,
        ground: staff.ground,
      })
      const row = { id, name, tokenHash: hashToken(token), scopes, gateway, areas, at: now, by: staff.id, expiresAt }
      const made = await committer.run({ type: 'gateway', change: { kind: 'token-made', token: row } })
      if (!made.done) throw new Problem(made.code)
      const shown: ApiToken = {
        id,
        name,
        scopes,
        gateway,
        areas,
        createdAt: isoTime(now),
        expiresAt: isoTime(expiresAt),
        lastUsedAt: null,
        revokedAt: null,
      }
      return { ...shown, token }
    },
  })

  app.delete('/api/v1/tokens/:id', {
    schema: {
      tags: ['tokens'],
      summary: 'Revokes it; it is refused from now on',
      params: z.object({ id: z.string().max(40) }),
      response: { 200: z.object({ done: z.literal(true) }) },
    },
    handler: async (request) => {
      const { id } = request.params
      const staff = await permitted(request, sessions, 'keep-tokens')
      await committer.run({
        type: 'look',
        staff: staff.id,
        patient: null,
        action: 'token-revoked',
        detail: id,
        ground: staff.ground,
      })
      const revoked = await committer.run({ type: 'gateway', change: { kind: 'token-revoked', id, at: Date.now() } })
      if (!revoked.done) throw new Problem(revoked.code)
      return { done: true as const }
    },
  })
}
