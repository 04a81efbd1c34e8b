import { confirmShiftSchema, offerSwapSchema, ownShiftsSchema, SWAP_STEPS } from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { RotaChange } from '../../on-call/change/changes.ts'
import { permitted } from '../guard.ts'
import type { App, Services } from '../services.ts'
import { onCallDoor } from './on-call-door.ts'

const parameters = z.object({ id: z.string().max(40) })
const doneSchema = z.object({ done: z.literal(true) })

/** What somebody does about their own duty: shifts, swaps, "I am on", and what they are told. */
export function onCallOwnRoutes(app: App, services: Services): void {
  const run = onCallDoor(services)
  const { clock, onCall, sessions } = services
  const common = { tags: ['on-call'], response: { 200: doneSchema } }

  async function own(request: FastifyRequest, change: RotaChange) {
    await run(request, 'keep-own-shifts', change)
    return { done: true as const }
  }
  async function seen(request: FastifyRequest, change: RotaChange) {
    await run(request, 'see-on-call', change)
    return { done: true as const }
  }

  app.get('/api/v1/on-call/shifts', {
    schema: {
      tags: ['on-call'],
      summary: 'One’s own shifts for six weeks, and the swaps that concern one',
      response: { 200: ownShiftsSchema },
    },
    async handler(request) {
      const { id } = await permitted(request, sessions, 'keep-own-shifts')
      return onCall.own(id, clock.now())
    },
  })
  app.post('/api/v1/on-call/shifts/confirmation', {
    schema: { ...common, summary: 'I am on, and I hear it', body: confirmShiftSchema },
    handler: (request) => own(request, { change: 'confirm-shift', ...request.body }),
  })
  app.post('/api/v1/on-call/swaps', {
    schema: { ...common, summary: 'One’s own time, offered to another', body: offerSwapSchema },
    handler(request) {
      const { from, until, ...offer } = request.body
      return own(request, { change: 'offer-swap', from: Date.parse(from), until: Date.parse(until), ...offer })
    },
  })
  app.post('/api/v1/on-call/swaps/:id/steps', {
    schema: {
      ...common,
      summary: 'The other accepts or declines; the one who offered withdraws; either undoes',
      params: parameters,
      body: z.strictObject({ step: z.enum(SWAP_STEPS) }),
    },
    handler: (request) => own(request, { change: 'decide-swap', swap: request.params.id, step: request.body.step }),
  })
  app.post('/api/v1/on-call/warnings/:id/take', {
    schema: { ...common, summary: 'I see to it that somebody is on', params: parameters },
    handler: (request) => seen(request, { change: 'take-warning', warning: request.params.id }),
  })
  app.post('/api/v1/on-call/notices/:id/seen', {
    schema: { ...common, summary: 'I have seen it', params: parameters },
    handler: (request) => seen(request, { change: 'see-notice', notice: request.params.id }),
  })
}
