import {
  addOverrideSchema,
  onCallDoneSchema,
  onCallIdSchema,
  putPolicySchema,
  putScheduleSchema,
  removeOnCallSchema,
  restoreOnCallSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { RotaChange } from '../../on-call/change/changes.ts'
import type { App, Services } from '../services.ts'
import { isoWithoutNoise, onCallDoor } from './on-call-door.ts'

const parameters = z.object({ id: onCallIdSchema })
const ofOverride = parameters.extend({ override: z.string().max(64) })
/** So far ahead of a change it is said what is wrong by then. */
const WARNED_DAYS = 14

/** Changing schedules and policies: versioned, with a reason, and answered with what is wrong with the coming two weeks. */
export function onCallChangeRoutes(app: App, services: Services): void {
  const run = onCallDoor(services)
  const { clock, onCall } = services

  async function change(request: FastifyRequest, id: string, change: RotaChange) {
    const { version = 0, created } = await run(request, 'change-on-call', change)
    return { id: created ?? id, version, faults: await onCall.faults(isoWithoutNoise(clock.now()), WARNED_DAYS) }
  }

  const common = { tags: ['on-call'], response: { 200: onCallDoneSchema } }

  app.put('/api/v1/on-call/schedules/:id', {
    schema: { ...common, summary: 'A schedule, new or changed', params: parameters, body: putScheduleSchema },
    handler(request) {
      const { id } = request.params
      const { version, reason, ...schedule } = request.body
      return change(request, id, { change: 'put-schedule', schedule: { id, ...schedule }, version, reason })
    },
  })
  app.post('/api/v1/on-call/schedules/:id/removal', {
    schema: { ...common, summary: 'No more by this schedule', params: parameters, body: removeOnCallSchema },
    handler(request) {
      const { id } = request.params
      return change(request, id, { change: 'remove', what: 'schedule', id, ...request.body })
    },
  })
  app.put('/api/v1/on-call/policies/:id', {
    schema: { ...common, summary: 'A policy, new or changed', params: parameters, body: putPolicySchema },
    handler(request) {
      const { id } = request.params
      const { version, reason, ...policy } = request.body
      return change(request, id, { change: 'put-policy', policy: { id, ...policy }, version, reason })
    },
  })
  app.post('/api/v1/on-call/policies/:id/removal', {
    schema: { ...common, summary: 'No more by this policy', params: parameters, body: removeOnCallSchema },
    handler(request) {
      const { id } = request.params
      return change(request, id, { change: 'remove', what: 'policy', id, ...request.body })
    },
  })
  for (const [path, what] of [
    ['schedules', 'schedule'],
    ['policies', 'policy'],
  ] as const) {
    app.post(`/api/v1/on-call/${path}/:id/restoration`, {
      schema: {
        ...common,
        summary: 'Again as it was before it was taken away',
        params: parameters,
        body: restoreOnCallSchema,
      },
      handler(request) {
        const { id } = request.params
        return change(request, id, { change: 'restore', what, id, ...request.body })
      },
    })
  }
  app.post('/api/v1/on-call/schedules/:id/overrides', {
    schema: { ...common, summary: 'Away, instead, besides', params: parameters, body: addOverrideSchema },
    handler(request) {
      const { id: schedule } = request.params
      return change(request, schedule, { change: 'add-override', schedule, override: request.body })
    },
  })
  app.delete('/api/v1/on-call/schedules/:id/overrides/:override', {
    schema: { ...common, summary: 'As the schedule says after all', params: ofOverride },
    handler(request) {
      const { id: schedule, override } = request.params
      return change(request, schedule, { change: 'remove-override', schedule, override })
    },
  })
}
