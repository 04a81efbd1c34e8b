import { greenMarkedSchema, greenSeenBodySchema, isoTime, todaySchema, UNDO_SEEN_MS } from '@kotisilta/contract'
import { z } from 'zod'
import { OncePer } from '../../metrics/once-per.ts'
import { type Permitted, permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const query = z.object({
  whose: z.enum(['mine', 'all']).default('mine'),
  from: z.coerce.number().int().min(0).max(100_000).default(0),
})

const LOOK_MS = 10 * 60_000

/** A nurse's people by need, and "all well, seen" with its way back. */
export function todayRoutes(app: App, { clock, committer, sessions, today }: Services): void {
  /** A screen that is open asks again and again: the same person's look at the same card is written down once in that time. */
  const looks = new OncePer(LOOK_MS)
  const asker = ({ id, role, sees }: Permitted) => ({
    id,
    role,
    sees: (patient: string) => sees(patient, 'handle-work'),
  })

  app.get('/api/v1/today', {
    schema: { tags: ['worklist'], summary: 'My people by need', querystring: query, response: { 200: todaySchema } },
    async handler(request) {
      const staff = await permitted(request, sessions, 'see-today')
      const { whose, from } = request.query
      const page = await today.today(asker(staff), whose, from, clock.now())
      // Of each whose values are shown.
      await Promise.all(
        page.cards
          .filter(({ patient }) => looks.first(`${staff.id} ${patient.id}`, Date.now()))
          .map(({ patient }) => committer.look({ staff: staff.id, patient: patient.id, action: 'today-viewed' })),
      )
      return page
    },
  })

  app.post('/api/v1/today/seen', {
    schema: {
      tags: ['worklist'],
      summary: 'These are well, and I have seen it',
      body: greenSeenBodySchema,
      response: { 200: greenMarkedSchema },
    },
    async handler(request) {
      const staff = await permitted(request, sessions, 'see-today')
      const now = clock.now()
      const green = await today.isGreen(asker(staff), now)
      const marked = request.body.patients.filter((patient) => green.has(patient))
      const left = request.body.patients.filter((patient) => !green.has(patient))
      const undoUntil = now + UNDO_SEEN_MS
      if (marked.length === 0) return { id: null, undoUntil: null, marked, left }
      const by = { id: staff.id, name: staff.name }
      const result = await committer.run({ type: 'worklist', change: 'green-seen', by, patients: marked, undoUntil })
      if (!result.done) throw new Problem(result.code)
      const seen = result.created === undefined ? [] : await today.seenIn(result.created)
      const late = marked.filter((patient) => !seen.includes(patient))
      return { id: result.created ?? null, undoUntil: isoTime(undoUntil), marked: seen, left: [...left, ...late] }
    },
  })

  app.post('/api/v1/today/seen/:id/undo', {
    schema: {
      tags: ['worklist'],
      summary: 'It was not so after all',
      params: z.object({ id: z.string().max(40) }),
      response: { 200: z.object({ done: z.literal(true) }) },
    },
    async handler(request) {
      const { id, name } = await permitted(request, sessions, 'see-today')
      const by = { id, name }
      const seen = request.params.id
      const result = await committer.run({ type: 'worklist', change: 'green-undone', by, seen })
      if (!result.done) throw new Problem(result.code)
      return { done: true as const }
    },
  })
}
