import {
  createdSchema,
  isoTime,
  newCallBackSchema,
  workDoneSchema,
  workItemSchema,
  worklistSchema,
  workPostponeSchema,
  workSeenSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { OncePer } from '../../metrics/once-per.ts'
import type { WorkAction } from '../../worklist/lifecycle.ts'
import { type Permitted, permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const parameters = z.object({ id: z.string().max(100) })
/** A screen that is open asks again and again: the same look is written down once in that time. */
const LOOK_MS = 10 * 60_000
type Wanted = WorkAction extends infer Each ? (Each extends WorkAction ? Omit<Each, 'by'> : never) : never

/** The queue of whoever asks, and what is done with the work in it. Alerts and tasks have routes of their own. */
export function worklistRoutes(app: App, { alerts, clock, committer, sessions, worklist }: Services): void {
  const looks = new OncePer(LOOK_MS)
  const asker = ({ id, role, sees }: Permitted) => ({
    id,
    role,
    sees: (patient: string) => sees(patient, 'handle-work'),
  })

  app.get('/api/v1/worklist', {
    schema: { tags: ['worklist'], summary: 'What harms first, first', response: { 200: worklistSchema } },
    async handler(request) {
      const staff = await permitted(request, sessions, 'see-worklist')
      const { id, ground } = staff
      if (looks.first(id, Date.now())) {
        await look(request, committer, { staff: id, patient: null, action: 'worklist-viewed', ground })
      }
      const now = clock.now()
      return { madeAt: isoTime(now), ...(await worklist.list(asker(staff), now)) }
    },
  })

  async function act(request: FastifyRequest, id: string, wanted: Wanted) {
    const staff = await permitted(request, sessions, 'see-worklist')
    const item = await worklist.find(id)
    if (item === undefined) throw new Problem('not-found')
    const { patient, area, kind } = item
    const mine = await worklist.mayHave(asker(staff), clock.now())
    const own = patient && (await permitted(request, sessions, 'handle-work', { patient: patient.id }))
    if (!mine({ kind, patient: patient?.id ?? null, area: area?.id ?? null })) throw new Problem('not-found')
    const { ground } = own ?? staff
    const action = { ...wanted, by: { id: staff.id, name: staff.name } } as WorkAction
    const result = await committer.run({ type: 'worklist', change: 'step', item: id, ground, action })
    if (!result.done) throw new Problem(result.code, result.by === undefined ? {} : { detail: result.by.name })
    const changed = await worklist.find(id)
    if (changed === undefined) throw new Problem('internal')
    return changed
  }

  const common = { tags: ['worklist'], params: parameters, response: { 200: workItemSchema } }
  app.post('/api/v1/worklist/:id/claim', {
    schema: { ...common, summary: 'I see to it', body: workSeenSchema },
    handler: (request) => act(request, request.params.id, { type: 'claim', ...request.body }),
  })
  app.post('/api/v1/worklist/:id/release', {
    schema: { ...common, summary: 'Somebody else may', body: workSeenSchema },
    handler: (request) => act(request, request.params.id, { type: 'release', ...request.body }),
  })
  app.post('/api/v1/worklist/:id/done', {
    schema: { ...common, summary: 'It is seen to, and how', body: workDoneSchema },
    handler: (request) => act(request, request.params.id, { type: 'done', ...request.body }),
  })
  app.post('/api/v1/worklist/:id/postpone', {
    schema: { ...common, summary: 'It is promised for another time', body: workPostponeSchema },
    handler: (request) => act(request, request.params.id, { type: 'postpone', ...request.body }),
  })

  app.post('/api/v1/patients/:id/call-backs', {
    schema: {
      tags: ['worklist'],
      summary: 'A call is promised',
      params: parameters,
      body: newCallBackSchema,
      response: { 200: createdSchema },
    },
    async handler(request) {
      const { id: patient } = request.params
      const { id, name, ground } = await permitted(request, sessions, 'handle-work', { patient })
      const { due, text, phone, alert: from, mine } = request.body
      const alert = from === undefined ? undefined : await alerts.find(from)
      if (from !== undefined && alert?.patient.id !== patient) throw new Problem('request-invalid')
      const by = { id, name }
      const about = { text, ...(phone && { phone }), ...(from !== undefined && { alert: from }) }
      const priority = alert === undefined || alert.priority === 'low' ? 'low' : 'medium'
      const owner = mine ? by : null
      const item = { kind: 'call-back', key: null, patient, area: null, priority, due, about, owner } as const
      const result = await committer.run({ type: 'worklist', change: 'call-back', by, ground, item })
      if (!result.done) throw new Problem(result.code)
      return { id: result.created as string }
    },
  })
}
