import { EVALUATION_TABLES, type Evaluation, evaluationSchema, isoTime, isoTimeSchema } from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { evaluationCsv } from '../../evaluation/csv.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const YEARS_MS = 3 * 366 * 24 * 3_600_000
const query = z.object({ from: isoTimeSchema, to: isoTimeSchema, area: z.string().max(100).optional() })
const tableQuery = query.extend({ table: z.enum(EVALUATION_TABLES) })

/** How alerts were answered in a period, by area: figures, and CSV. Nobody's name is in it. */
export function evaluationRoutes(app: App, { clock, committer, evaluations, sessions, worklist }: Services): void {
  async function figures(request: FastifyRequest, asked: z.infer<typeof query>, action: string): Promise<Evaluation> {
    const { id: staff, role, ground } = await permitted(request, sessions, 'see-evaluation')
    const from = Date.parse(asked.from)
    const to = Date.parse(asked.to)
    if (from >= to || to - from > YEARS_MS) throw new Problem('request-invalid')
    const now = clock.now()
    // Who works in some areas gets the figures of those.
    const own = role === 'administrator' || role === 'auditor' ? 'every' : await worklist.areasOf(staff, now)
    if (asked.area !== undefined && own !== 'every' && !own.has(asked.area)) throw new Problem('not-found')
    const areas = asked.area !== undefined ? [asked.area] : own === 'every' ? null : [...own]
    await look(request, committer, { staff, patient: null, action, detail: JSON.stringify(asked), ground })
    const { patients, figures: made } = await evaluations.ask({ from, to, areas })
    return { madeAt: isoTime(now), from: asked.from, to: asked.to, area: asked.area ?? null, patients, ...made }
  }

  app.get('/api/v1/evaluation', {
    schema: {
      tags: ['evaluation'],
      summary: 'Times to delivery, acknowledgement and resolution, alerts per patient-day, outcomes',
      querystring: query,
      response: { 200: evaluationSchema },
    },
    handler: (request) => figures(request, request.query, 'evaluation-viewed'),
  })

  app.get('/api/v1/evaluation.csv', {
    schema: {
      tags: ['evaluation'],
      summary: 'One of its tables as CSV',
      querystring: tableQuery,
      produces: ['text/csv'],
    },
    async handler(request, reply) {
      const { table, ...asked } = request.query
      const csv = evaluationCsv(await figures(request, asked, 'evaluation-exported'), table)
      return reply
        .header('content-disposition', `attachment; filename="evaluation-${table}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(csv)
    },
  })
}
