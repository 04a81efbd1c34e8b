import {
  deliveryTestSchema,
  type Language,
  type NewContactPoint,
  newContactPointSchema,
  ownContactsSchema,
} from '@kotisilta/contract'
import { z } from 'zod'
import type { CommandResult } from '../../commit/commands.ts'
import { isPushService } from '../../notifications/channels/push.ts'
import type { NewContact } from '../../notifications/contact-store.ts'
import { signedIn } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const tags = ['account']
const one = z.object({ id: z.string().max(40) })
const countSchema = z.object({ messages: z.int() })

/** On which ways I am reached when I do not look at a screen, and whether they work. */
export function contactRoutes(app: App, services: Services): void {
  const { committer, sessions, notifications } = services
  const { settings, configured, keys, read } = notifications

  const done = (result: CommandResult) => {
    if (!result.done) throw new Problem(result.code)
    return result
  }

  app.get('/api/v1/account/contacts', {
    schema: { tags, summary: 'On which ways I am reached', response: { 200: ownContactsSchema } },
    handler: async (request) => {
      const { staff } = await signedIn(request, sessions)
      return {
        contacts: await read.contactsOf(staff.id),
        available: [...configured],
        webhooks: settings.webhooks.map(({ name }) => name),
        pushKey: keys.publicKey,
      }
    },
  })

  app.post('/api/v1/account/contacts', {
    schema: {
      tags,
      summary: 'Another way',
      body: newContactPointSchema,
      response: { 201: z.object({ id: z.string() }) },
    },
    handler: async (request, reply) => {
      const { staff } = await signedIn(request, sessions)
      const wanted = request.body
      const isPossible =
        configured.has(wanted.channel) &&
        (wanted.channel !== 'push' || isPushService(wanted.subscription.endpoint, settings.push.services)) &&
        (wanted.channel !== 'webhook' || settings.webhooks.some(({ name }) => name === wanted.address))
      if (!isPossible) throw new Problem('request-invalid')
      const contact = contactOf(staff.id, wanted)
      const { created } = done(await committer.run({ type: 'messages', action: 'contact-added', contact }))
      if (created === undefined) throw new Problem('internal')
      return reply.status(201).send({ id: created })
    },
  })

  app.delete('/api/v1/account/contacts/:id', {
    schema: { tags, summary: 'Not this way any more', params: one, response: { 204: z.null() } },
    handler: async (request, reply) => {
      const { staff } = await signedIn(request, sessions)
      const command = {
        type: 'messages',
        action: 'contact-removed',
        staff: staff.id,
        contact: request.params.id,
      } as const
      done(await committer.run(command))
      return reply.status(204).send(null)
    },
  })

  app.post('/api/v1/account/contacts/:id/test', {
    schema: { tags, summary: 'Send me a test', params: one, response: { 202: countSchema } },
    handler: async (request, reply) => {
      const { staff } = await signedIn(request, sessions)
      const command = {
        type: 'messages',
        action: 'test',
        staff: staff.id,
        contact: request.params.id,
        purpose: 'test',
      } as const
      const { count = 0 } = done(await committer.run(command))
      return reply.status(202).send({ messages: count })
    },
  })

  app.post('/api/v1/account/delivery-test', {
    schema: {
      tags,
      summary: 'A test to every way of mine, at the start of a shift or when I want it',
      body: deliveryTestSchema,
      response: { 202: countSchema },
    },
    handler: async (request, reply) => {
      const { staff } = await signedIn(request, sessions)
      const purpose = request.body.shift ? 'shift-test' : 'test'
      const { count = 0 } = done(
        await committer.run({ type: 'messages', action: 'test', staff: staff.id, contact: null, purpose }),
      )
      return reply.status(202).send({ messages: count })
    },
  })

  app.post('/api/v1/account/delivery-test/confirm', {
    schema: { tags, summary: 'The test has come', response: { 204: z.null() } },
    handler: async (request, reply) => {
      const { staff } = await signedIn(request, sessions)
      done(await committer.run({ type: 'messages', action: 'test-confirmed', staff: staff.id }))
      return reply.status(204).send(null)
    },
  })
}

function contactOf(staff: string, wanted: NewContactPoint): NewContact {
  const { language, quiet }: { language: Language; quiet: NewContact['quiet'] } = wanted
  const common = { staff, channel: wanted.channel, language, quiet }
  if (wanted.channel !== 'push') return { ...common, address: wanted.address, label: wanted.address, keys: null }
  const { endpoint, keys } = wanted.subscription
  return { ...common, address: endpoint, label: wanted.label, keys: JSON.stringify(keys) }
}
