import { channelSchema, pushReceiptSchema } from '@kotisilta/contract'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'

/** A receipt is a line or two. */
const RECEIPT_BYTES = 16 * 1024

/** What providers, and browsers, say of messages later. Each proves who it is; the same again changes nothing. */
export async function receiptRoutes(
  scope: FastifyInstance,
  { clock, committer, notifications }: Services,
): Promise<void> {
  const app = scope.withTypeProvider<ZodTypeProvider>()

  app.post('/api/v1/push/receipts', {
    schema: {
      tags: ['receipts'],
      summary: 'This browser has shown it',
      body: pushReceiptSchema,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { message, proof } = request.body
      if (!notifications.keys.isProof(message, proof)) throw new Problem('token-invalid')
      await committer.run({ type: 'messages', action: 'receipt', channel: 'push', message, delivered: true })
      return reply.status(204).send(null)
    },
  })

  await app.register(async (raw) => {
    raw.removeAllContentTypeParsers()
    raw.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: RECEIPT_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    raw.withTypeProvider<ZodTypeProvider>().post('/api/v1/receipts/:channel', {
      schema: {
        tags: ['receipts'],
        summary: 'A provider’s receipt, signed as the operator has set it up',
        params: z.object({ channel: channelSchema }),
        response: { 204: z.null() },
      },
      handler: async (request, reply) => {
        const { channel } = request.params
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const receipt = notifications.channels.get(channel)?.receipt(request.headers, body, clock.now())
        if (receipt === undefined) throw new Problem('token-invalid')
        // Of a message that is not known here nothing is said: a provider that is told of a mistake sends it again.
        if (receipt !== 'nothing') await committer.run({ type: 'messages', action: 'receipt', channel, ...receipt })
        return reply.status(204).send(null)
      },
    })
  })
}
