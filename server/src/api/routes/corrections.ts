import {
  type Correction,
  correctionSchema,
  correctReadingSchema,
  isoTimeSchema,
  storedReadingSchema,
  voidReadingSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AmendReading } from '../../corrections/amend.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const DAY = 24 * 60 * 60 * 1000
const reading = z.object({ id: z.string().max(100), reading: storedReadingSchema.shape.id })
const done = z.object({ amended: z.literal(true) })

type What = { action: 'void' } | Pick<Extract<AmendReading, { action: 'correct' }>, 'action' | 'to'>

/** Readings that were wrong: taken away or put right, with who and why; and what has been changed so far. */
export function correctionRoutes(app: App, { clock, committer, corrections, sessions }: Services): void {
  async function amend(
    request: FastifyRequest,
    { id: patient, reading: id }: z.infer<typeof reading>,
    { kind, at, reason, note }: z.infer<typeof voidReadingSchema>,
    what: What,
  ) {
    const { id: staff, name, ground } = await permitted(request, sessions, 'enter-readings', { patient })
    const by = { id: staff, name }
    const which = { id, kind, at }
    const result = await committer.run({ type: 'amend-reading', patient, which, by, ground, reason, note, ...what })
    if (!result.done) throw new Problem(result.code, result.by === undefined ? {} : { detail: result.by.name })
    return { amended: true as const }
  }

  app.post('/api/v1/patients/:id/readings/:reading/void', {
    schema: {
      tags: ['corrections'],
      summary: 'A reading was never true: it stays on record and is judged no more',
      params: reading,
      body: voidReadingSchema,
      response: { 200: done },
    },
    handler: (request) => amend(request, request.params, request.body, { action: 'void' }),
  })

  app.post('/api/v1/patients/:id/readings/:reading/correct', {
    schema: {
      tags: ['corrections'],
      summary: 'What a reading should have been: judged as if it had been so from the beginning',
      params: reading,
      body: correctReadingSchema,
      response: { 200: done },
    },
    handler(request) {
      const { value, components, at } = request.body.to
      const to = {
        ...(value !== undefined && { value }),
        ...(components !== undefined && { components }),
        ...(at !== undefined && { at }),
      }
      return amend(request, request.params, request.body, { action: 'correct', to })
    },
  })

  app.get('/api/v1/patients/:id/corrections', {
    schema: {
      tags: ['corrections'],
      summary: 'Readings that somebody has changed, by the time of their measurement',
      params: z.object({ id: z.string().max(100) }),
      querystring: z.object({ from: isoTimeSchema.optional(), to: isoTimeSchema.optional() }),
      response: { 200: z.array(correctionSchema) },
    },
    async handler(request): Promise<Correction[]> {
      const { id: patient } = request.params
      const { id: staff, ground } = await permitted(request, sessions, 'see-patients', { patient })
      await look(request, committer, { staff, patient, action: 'corrections-viewed', ground })
      const { from, to } = request.query
      const end = to === undefined ? clock.now() + DAY : Date.parse(to)
      return corrections.range(patient, from === undefined ? end - 30 * DAY : Date.parse(from), end)
    },
  })
}
