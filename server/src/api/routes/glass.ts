import {
  breakGlassSchema,
  brokenGlassSchema,
  findOutsideSchema,
  foundOutsideSchema,
  GLASS_HOURS,
  isoTime,
  isoTimeSchema,
  reviewGlassSchema,
} from '@kotisilta/contract'
import { z } from 'zod'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const HOUR = 3_600_000
/** Searches in a minute: names are not to be tried out. */
const SEARCHES = 10

/** Seeing somebody outside one's reach: with a reason, for some hours, in everybody's sight, and reviewed afterwards. */
export function glassRoutes(app: App, { clock, committer, log, rights, sessions }: Services): void {
  app.post('/api/v1/break-glass/search', {
    schema: {
      tags: ['access'],
      summary: 'Somebody outside one’s reach, by exact name and year of birth',
      body: findOutsideSchema,
      response: { 200: z.array(foundOutsideSchema) },
    },
    config: {
      rateLimit: {
        max: SEARCHES,
        timeWindow: '1 minute',
        keyGenerator: (request) => request.headers.cookie ?? request.ip,
      },
    },
    handler: async (request) => {
      const { id: staff, ground, sees } = await permitted(request, sessions, 'break-glass')
      const found = await rights.outside(request.body.name, request.body.birthYear)
      const looks = found.map(({ id }) => ({ staff, patient: id, action: 'searched-outside', ground }))
      await Promise.all(looks.map((look) => committer.look(look)))
      return found.map((each) => ({ ...each, open: sees(each.id) }))
    },
  })

  app.post('/api/v1/break-glass', {
    schema: {
      tags: ['access'],
      summary: `Opens one person’s data for ${GLASS_HOURS} hours`,
      body: breakGlassSchema,
      response: { 200: z.object({ id: z.string(), until: isoTimeSchema }) },
    },
    handler: async (request) => {
      const { id, name, role, sees } = await permitted(request, sessions, 'break-glass')
      const { patient, reason } = request.body
      if (!sessions.door.exists(patient)) throw new Problem('not-found')
      // What is open needs no breaking: the log would say something else than what is so.
      if (sees(patient)) throw new Problem('request-invalid')
      const until = clock.now() + GLASS_HOURS * HOUR
      const change = { change: 'break-glass', patient, reason, until } as const
      const result = await committer.run({ type: 'rights', by: { id, name }, ground: 'break-glass', change })
      if (!result.done) throw new Problem(result.code)
      log.warn({ code: 'glass-broken', opening: result.created, role }, 'somebody outside their reach is looked at')
      return { id: result.created ?? '', until: isoTime(until) }
    },
  })

  app.get('/api/v1/break-glass', {
    schema: {
      tags: ['access'],
      summary: 'What is to be reviewed, and was',
      response: { 200: z.array(brokenGlassSchema) },
    },
    handler: async (request) => {
      const { id: staff, role, ground, sees } = await permitted(request, sessions, 'review-break-glass')
      await look(request, committer, { staff, patient: null, action: 'glass-listed', ground })
      const all = await rights.brokenGlass(500)
      return role === 'auditor' ? all : all.filter((each) => sees(each.patient.id))
    },
  })

  app.post('/api/v1/break-glass/:id/review', {
    schema: {
      tags: ['access'],
      summary: 'Was it justified?',
      params: z.object({ id: z.string().max(40) }),
      body: reviewGlassSchema,
      response: { 200: z.object({ done: z.literal(true) }) },
    },
    handler: async (request) => {
      const { id: reviewer, name, role, ground, sees } = await permitted(request, sessions, 'review-break-glass')
      const { id } = request.params
      const opening = (await rights.brokenGlass(10_000)).find((each) => each.id === id)
      if (opening === undefined || (role !== 'auditor' && !sees(opening.patient.id))) throw new Problem('not-found')
      const { verdict, note = null } = request.body
      const change = { change: 'review-glass', id, verdict, note } as const
      const result = await committer.run({ type: 'rights', by: { id: reviewer, name }, ground, change })
      if (!result.done) throw new Problem(result.code)
      return { done: true as const }
    },
  })
}
