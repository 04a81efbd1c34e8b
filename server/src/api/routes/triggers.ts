import { MESSAGE_BYTES, triggerSchema, triggerTakenSchema } from '@kotisilta/contract'
import type { FastifyInstance } from 'fastify'
import { checkSignature } from '../../worklist/triggers/signature.ts'
import { sourcePurpose } from '../../worklist/triggers/sources.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'

const headerOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

/**
 * Other services tell of something: signed with the secret that they were given (docs/worklist.md). Each message is
 * taken once. Of whom or of what area they may not tell, they are told that there is none.
 */
export async function triggerRoutes(
  app: FastifyInstance,
  { clock, committer, patients, triggers }: Services,
): Promise<void> {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: MESSAGE_BYTES },
    (_request, body, done) => done(null, body),
  )

  app.post('/api/v1/triggers', {
    schema: {
      tags: ['worklist'],
      summary: 'Another service tells of a client or an area, signed',
      response: { 200: triggerTakenSchema },
    },
    async handler({ body: sent, headers }) {
      const body = Buffer.isBuffer(sent) ? sent : Buffer.alloc(0)
      const source = await triggers.sources.find(headerOf(headers['kotisilta-source']) ?? '')
      if (source === undefined) throw new Problem('signature-refused')
      const signed = {
        timestamp: headerOf(headers['kotisilta-timestamp']),
        signature: headerOf(headers['kotisilta-signature']),
        body,
      }
      const secret = triggers.seal.open(source.secret, sourcePurpose(source.id))
      // The sender's clock is a real one, whatever clock a demonstration has here.
      const checked = checkSignature(secret, signed, Date.now())
      if ('refused' in checked) throw new Problem(checked.refused)
      const parsed = triggerSchema.safeParse(parsedBody(body))
      if (!parsed.success) {
        const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
        throw new Problem('request-invalid', { faults })
      }
      const trigger = parsed.data
      const area = trigger.area ?? (await patients.areaOf(trigger.patient as string))
      const known = area !== undefined && (trigger.area === undefined || (await triggers.areaExists(area)))
      if (!known || (source.areas !== 'every' && !source.areas.includes(area))) throw new Problem('not-found')
      if (Date.parse(trigger.at) > clock.now() + DAY_MS) throw new Problem('time-in-future')
      const { signature } = checked
      const told = { source: source.id, name: source.name, signature, trigger }
      const result = await committer.run({ type: 'worklist', change: 'trigger', ...told })
      if (!result.done) throw new Problem(result.code)
      return { item: result.created as string, repeated: result.count === 0 }
    },
  })
}

const DAY_MS = 24 * 3_600_000

function parsedBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Problem('body-malformed')
  }
}
