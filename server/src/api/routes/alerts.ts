import {
  acknowledgeSchema,
  alertSchema,
  assignSchema,
  handBackSchema,
  noteSchema,
  reopenSchema,
  resolveSchema,
  snoozeSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AlertAction } from '../../commit/commands.ts'
import { permitted, permittedToRead } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

type Action = AlertAction extends infer Each ? (Each extends AlertAction ? Omit<Each, 'by'> : never) : never

const listQuery = z.object({
  status: z.enum(['open', 'acknowledged', 'resolved', 'unresolved']).optional(),
  patient: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
})
const READING = { action: 'handle-alerts', list: 'list-alerts', scope: 'read-alerts' } as const
const parameters = z.object({ id: z.string().max(40) })

export function alertRoutes(app: App, services: Services): void {
  const { alerts, committer, sessions } = services

  app.get('/api/v1/alerts', {
    schema: {
      tags: ['alerts'],
      summary: 'Alerts, newest first',
      querystring: listQuery,
      response: { 200: z.array(alertSchema) },
    },
    handler: async (request) => {
      const { patient = null, status = 'all' } = request.query
      const { id, ground, sees } = await permittedToRead(request, sessions, {
        ...READING,
        patient: patient ?? undefined,
      })
      await look(request, committer, { staff: id, patient, action: 'alerts-listed', detail: status, ground })
      return alerts.list(request.query, (whose) => sees(whose, 'handle-alerts'))
    },
  })

  app.get('/api/v1/alerts/:id', {
    schema: { tags: ['alerts'], summary: 'One alert', params: parameters, response: { 200: alertSchema } },
    handler: async (request) => {
      await permittedToRead(request, sessions, READING)
      const alert = await alerts.find(request.params.id)
      if (alert === undefined) throw new Problem('not-found')
      const { id: detail, patient } = alert
      const staff = await permittedToRead(request, sessions, { ...READING, patient: patient.id })
      const entry = { staff: staff.id, patient: patient.id, detail, ground: staff.ground }
      await look(request, committer, { action: 'alert-viewed', ...entry })
      return alert
    },
  })

  /** The alert, and who may deal with it. */
  async function handling(request: FastifyRequest, id: string) {
    await permitted(request, sessions, 'list-alerts')
    const alert = await alerts.find(id)
    if (alert === undefined) throw new Problem('not-found')
    return { alert, staff: await permitted(request, sessions, 'handle-alerts', { patient: alert.patient.id }) }
  }

  async function act(request: FastifyRequest, id: string, action: Action) {
    const { staff, alert } = await handling(request, id)
    // Nobody is handed what they may not see.
    if (action.type === 'assign' && !sessions.door.may(action.to, 'handle-alerts', alert.patient.id)) {
      throw new Problem('request-invalid')
    }
    const by = { id: staff.id, name: staff.name }
    const command = { ...action, by, ground: staff.ground } as AlertAction
    const result = await committer.run({ type: 'alert', alert: id, action: command })
    if (!result.done) throw new Problem(result.code, result.by === undefined ? {} : { detail: result.by.name })
    if (result.alert === undefined) throw new Problem('internal')
    return result.alert
  }

  const common = { tags: ['alerts'], params: parameters, response: { 200: alertSchema } }
  /** `undefined` fields are left out: "not said" is not a value. */
  const seen = ({ version }: { version?: number | undefined }) => (version === undefined ? {} : { version })

  app.post('/api/v1/alerts/:id/acknowledge', {
    schema: { ...common, summary: 'I take it', body: acknowledgeSchema.nullish() },
    handler: (request) => act(request, request.params.id, { type: 'acknowledge', ...seen(request.body ?? {}) }),
  })
  app.post('/api/v1/alerts/:id/assign', {
    schema: { ...common, summary: 'Hand on to somebody', body: assignSchema },
    handler: (request) =>
      act(request, request.params.id, { type: 'assign', to: request.body.to, ...seen(request.body) }),
  })
  app.post('/api/v1/alerts/:id/hand-back', {
    schema: {
      ...common,
      summary: 'Not mine after all: it is nobody’s, and climbs again',
      body: handBackSchema.nullish(),
    },
    handler: (request) => act(request, request.params.id, { type: 'hand-back', ...seen(request.body ?? {}) }),
  })
  app.post('/api/v1/alerts/:id/reopen', {
    schema: {
      ...common,
      summary: 'It ended by itself and is a concern all the same: open again, and mine',
      body: reopenSchema.nullish(),
    },
    handler: (request) => act(request, request.params.id, { type: 'reopen', ...seen(request.body ?? {}) }),
  })
  app.post('/api/v1/alerts/:id/snooze', {
    schema: { ...common, summary: 'Mine, put off until an end, with a reason', body: snoozeSchema },
    handler: (request) => {
      const { minutes, reason } = request.body
      return act(request, request.params.id, { type: 'snooze', minutes, reason, ...seen(request.body) })
    },
  })
  app.post('/api/v1/alerts/:id/note', {
    schema: { ...common, summary: 'Write something down', body: noteSchema },
    handler: (request) =>
      act(request, request.params.id, { type: 'note', text: request.body.text, ...seen(request.body) }),
  })
  app.post('/api/v1/alerts/:id/resolve', {
    schema: { ...common, summary: 'Done, with an outcome', body: resolveSchema },
    handler: (request) => {
      const { outcome, cause, note } = request.body
      // A cause is one of a false alarm alone.
      const why = outcome === 'false-alarm' && cause !== undefined ? { cause } : {}
      const resolution = { type: 'resolve', outcome, ...why, ...(note && { note }), ...seen(request.body) } as const
      return act(request, request.params.id, resolution)
    },
  })
}
