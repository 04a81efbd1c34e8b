import { Readable } from 'node:stream'
import { accessPageSchema, groundSchema, isoTimeSchema } from '@kotisilta/contract'
import { z } from 'zod'
import { csvExport } from '../../audit/csv-export.ts'
import { permitted } from '../guard.ts'
import type { App, Services } from '../services.ts'

const text = z.string().trim().min(1).max(100).optional()
const filterSchema = z.object({
  staff: text,
  patient: text,
  action: text,
  ground: groundSchema.optional(),
  from: isoTimeSchema.optional(),
  to: isoTimeSchema.optional(),
})
const searchSchema = filterSchema.extend({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

const moment = (at: string | undefined): number | undefined => (at === undefined ? undefined : Date.parse(at))

/** Who looked, for the auditor: search and export, each of which is itself in the log. */
export function accessLogRoutes(app: App, { accessLog, committer, sessions }: Services): void {
  app.get('/api/v1/access-log', {
    schema: {
      tags: ['access'],
      summary: 'Who, whose data, what, when, on what ground; newest first',
      querystring: searchSchema,
      response: { 200: accessPageSchema },
    },
    handler: async (request) => {
      const { id: staff, ground } = await permitted(request, sessions, 'search-access-log')
      const { from, to, ...query } = request.query
      await committer.run({ type: 'look', staff, ...looked('access-log-searched', request.query), ground })
      return accessLog.search({ ...query, from: moment(from), to: moment(to) })
    },
  })

  app.get('/api/v1/access-log.csv', {
    schema: { tags: ['access'], summary: 'The same as CSV', querystring: filterSchema, produces: ['text/csv'] },
    handler: async (request, reply) => {
      const { id: staff, ground } = await permitted(request, sessions, 'export-access-log')
      const { from, to, ...query } = request.query
      await committer.run({ type: 'look', staff, ...looked('access-log-exported', request.query), ground })
      const asked = { ...query, from: moment(from), to: moment(to) }
      return reply
        .header('content-disposition', 'attachment; filename="access-log.csv"')
        .type('text/csv; charset=utf-8')
        .send(Readable.from(csvExport(accessLog, asked)))
    },
  })
}

/** What was asked for is part of what was done. */
const looked = (action: string, query: object) => ({ patient: null, action, detail: JSON.stringify(query) })
