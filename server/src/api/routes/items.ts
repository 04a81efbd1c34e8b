import { isUrgent, type Lane, MESSAGE_BYTES } from '@kotisilta/contract'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { accept } from '../../ingest/accept.ts'
import { bearerOf } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'

const answerSchema = z.object({
  committed: z.literal(true),
  items: z.int(),
  refused: z.array(z.object({ code: z.string(), detail: z.string() })),
})

/** The gateways' message over HTTP, for integrators: same checks, same commit before the answer. */
export async function itemsRoutes(
  app: FastifyInstance,
  { apiTokens, clock, committer, registry, sessions }: Services,
): Promise<void> {
  /** A gateway's own token, or an integrator's that may bring items for one. */
  function sender(token: string | undefined) {
    if (token === undefined) return undefined
    const asked = sessions.door.askToken(token, 'write-items', undefined)
    if (asked === undefined) return registry.byToken(token)
    if (!asked.decision.allowed) throw new Problem(asked.decision.code)
    return apiTokens.find(token)?.gateway
  }

  app.removeContentTypeParser('application/json')
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: MESSAGE_BYTES },
    (_request, body, done) => done(null, body),
  )

  app.post('/api/v1/items', {
    schema: { tags: ['items'], summary: 'A message of items, with a gateway’s token', response: { 200: answerSchema } },
    handler: async (request) => {
      const gateway = sender(bearerOf(request))
      if (gateway === undefined) throw new Problem('token-invalid')
      const payload = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const { items, refusals } = accept(payload, clock.now())
      const [whole] = refusals
      if (items.length === 0 && whole !== undefined && whole.bytes === payload) {
        throw new Problem('request-invalid', { detail: `${whole.code}: ${whole.detail}` })
      }
      const lane: Lane = items.some(isUrgent) ? 'urgent' : 'items'
      await new Promise<void>((resolve, reject) => {
        committer.ingest({ gateway: gateway.id, lane, payload }, (failure) => (failure ? reject(failure) : resolve()))
      })
      const refused = refusals.map(({ code, detail }) => ({ code, detail }))
      return { committed: true as const, items: items.length, refused }
    },
  })
}
