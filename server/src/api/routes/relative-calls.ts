import { answerCallSchema, answerCallsSchema, relativeCallsSchema } from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answerOf } from '../../on-call/read/relative-calls.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const parameters = z.object({ id: z.string().max(40) })
const doneSchema = z.object({ done: z.literal(true) })

/** A relative as a responder: whether they can be asked at all, what they are asked, and their answer. */
export function relativeCallRoutes(app: App, services: Services): void {
  const { alerts, clock, committer, onCall, rights, sessions } = services

  async function callsOf(request: FastifyRequest) {
    const { id, ground, sees } = await permitted(request, sessions, 'answer-calls')
    const people = await rights.letInTo(id, clock.now())
    const about = people
      .filter((person) => sees(person.id, 'answer-call'))
      .map((each) => ({ id: each.id, name: each.name }))
    const calls = await onCall.relative.calls(id, about, clock.now())
    for (const { patient, alert } of calls.calls) {
      const entry = { staff: id, patient: patient.id, action: 'call-seen', detail: alert, ground: 'consent' as const }
      await look(request, committer, { ...entry })
    }
    return { id, ground, calls }
  }

  app.get('/api/v1/me/calls', {
    schema: {
      tags: ['me'],
      summary: 'Whether one can be asked to go and look, and what one is asked',
      response: { 200: relativeCallsSchema },
    },
    handler: async (request) => (await callsOf(request)).calls,
  })

  app.put('/api/v1/me/calls', {
    schema: {
      tags: ['me'],
      summary: 'I can be asked to go and look, or not any more',
      body: answerCallsSchema,
      response: { 200: doneSchema },
    },
    async handler(request) {
      const { id, name, ground } = await permitted(request, sessions, 'answer-calls')
      const change = { change: 'answer-calls', agreed: request.body.agreed } as const
      const result = await committer.run({ type: 'on-call', by: { id, name }, ground, change })
      if (!result.done) throw new Problem(result.code)
      return { done: true as const }
    },
  })

  app.post('/api/v1/me/calls/:id/answer', {
    schema: {
      tags: ['me'],
      summary: 'I go and look, or I cannot',
      params: parameters,
      body: answerCallSchema,
      response: { 200: doneSchema },
    },
    async handler(request) {
      const alert = await alerts.find(request.params.id)
      const patient = alert?.patient.id ?? ''
      const { id, name, ground } = await permitted(request, sessions, 'answer-call', { patient })
      const at = alert && (await onCall.relative.calledAt(alert.id, id))
      if (alert === undefined || at === undefined) throw new Problem('not-found')
      const { goes } = request.body
      // The same answer again says nothing new.
      if (answerOf(alert, id, at) === (goes ? 'goes' : 'cannot')) return { done: true as const }
      const action = { type: 'answer', by: { id, name }, ground, goes } as const
      const result = await committer.run({ type: 'alert', alert: alert.id, action })
      if (!result.done) throw new Problem(result.code)
      return { done: true as const }
    },
  })
}
