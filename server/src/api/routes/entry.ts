import {
  entryAnswerSchema,
  entrySchema,
  isoTimeSchema,
  type Milliseconds,
  type News2Known,
  news2,
  news2KnownSchema,
  ulidSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { news2Known } from '../../entry/news2-known.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

/** Entries in a minute from one session: a nurse on a round has a few, a stuck key has hundreds. */
const ENTRIES = 30
const parameters = z.object({ id: z.string().max(100) })

/** What a nurse measures and enters herself. */
export function entryRoutes(app: App, { clock, committer, patients, readings, sessions }: Services): void {
  async function knownAt(patient: string, at: Milliseconds): Promise<(News2Known & { enabled: boolean }) | undefined> {
    const found = await patients.find(patient, at)
    if (found === undefined) return undefined
    return { ...(await news2Known(readings, patient, found.plan, at)), enabled: found.plan.news2.enabled }
  }

  app.get('/api/v1/patients/:id/news2', {
    schema: {
      tags: ['entry'],
      summary: 'What of NEWS2 is known at a moment, and the last values, for whoever is about to enter more',
      params: parameters,
      querystring: z.object({ at: isoTimeSchema.optional() }),
      response: { 200: news2KnownSchema },
    },
    async handler(request) {
      const patient = request.params.id
      const { id: staff, ground } = await permitted(request, sessions, 'see-patients', { patient })
      await look(request, committer, { staff, patient, action: 'news2-viewed', ground })
      const { at } = request.query
      const known = await knownAt(patient, at === undefined ? clock.now() : Date.parse(at))
      if (known === undefined) throw new Problem('not-found')
      return known
    },
  })

  app.post('/api/v1/patients/:id/readings', {
    schema: {
      tags: ['entry'],
      summary:
        'Several values of one moment; stored, judged and alerted before the answer, once however often it is sent',
      params: parameters,
      body: entrySchema,
      response: { 200: entryAnswerSchema },
    },
    config: {
      rateLimit: {
        max: ENTRIES,
        timeWindow: '1 minute',
        keyGenerator: (request: FastifyRequest) => sessionOf(request),
      },
    },
    async handler(request) {
      const patient = request.params.id
      const { id, name, ground } = await permitted(request, sessions, 'enter-readings', { patient })
      const by = { id, name }
      const result = await committer.run({ type: 'enter-readings', patient, entry: request.body, by, ground })
      if (!result.done) throw new Problem(result.code)
      if (result.entered === undefined) throw new Problem('internal')
      const known = await knownAt(patient, Date.parse(result.entered.at))
      return { ...result.entered, news2: known?.enabled === true ? news2(known.input) : null }
    },
  })

  app.post('/api/v1/patients/:id/entries/:entry/undo', {
    schema: {
      tags: ['entry'],
      summary: 'All of one’s own entry was a slip: taken back at one stroke, as if it had never been',
      params: parameters.extend({ entry: ulidSchema }),
      response: { 200: z.object({ undone: z.literal(true) }) },
    },
    async handler(request) {
      const { id: patient, entry } = request.params
      const { id, name, ground } = await permitted(request, sessions, 'enter-readings', { patient })
      const result = await committer.run({ type: 'undo-entry', patient, entry, by: { id, name }, ground })
      if (!result.done) throw new Problem(result.code)
      return { undone: true as const }
    },
  })
}

/** Whoever it is: behind one address there may be a whole ward. */
const sessionOf = ({ headers, ip }: FastifyRequest): string => headers.cookie ?? headers.authorization ?? ip
