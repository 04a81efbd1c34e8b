import { careCircleSchema, colleaguesSchema, giveConsentSchema, relateSchema } from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { RightsChange } from '../../policy/changes.ts'
import type { PatientAction } from '../../policy/table.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const ofPatient = z.object({ id: z.string().max(100) })
const ofOne = ofPatient.extend({ which: z.string().max(40) })
const madeSchema = z.object({ id: z.string() })
const doneSchema = z.object({ done: z.literal(true) })
const moment = (text: string | undefined): number | null => (text === undefined ? null : Date.parse(text))

/** Who may see one person's data: care relationships, and what the person has agreed to. */
export function circleRoutes(app: App, { clock, committer, rights, sessions }: Services): void {
  async function change(request: FastifyRequest, patient: string, action: PatientAction, change: RightsChange) {
    const { id, name, ground } = await permitted(request, sessions, action, { patient })
    const result = await committer.run({ type: 'rights', by: { id, name }, ground, change })
    if (!result.done) throw new Problem(result.code)
    return { id: result.created ?? '' }
  }

  app.get('/api/v1/patients/:id/circle', {
    schema: {
      tags: ['access'],
      summary: 'Who may see this person',
      params: ofPatient,
      response: { 200: careCircleSchema },
    },
    handler: async (request) => {
      const patient = request.params.id
      const { id, ground } = await permitted(request, sessions, 'see-care-circle', { patient })
      await look(request, committer, { staff: id, patient, action: 'circle-viewed', ground })
      return rights.circle(patient, clock.now())
    },
  })

  app.get('/api/v1/colleagues', {
    schema: { tags: ['access'], summary: 'Whom to make a care relationship with', response: { 200: colleaguesSchema } },
    handler: async (request) => {
      await permitted(request, sessions, 'see-colleagues')
      return rights.colleagues()
    },
  })

  app.post('/api/v1/patients/:id/relationships', {
    schema: {
      tags: ['access'],
      summary: 'A care relationship',
      params: ofPatient,
      body: relateSchema,
      response: { 200: madeSchema },
    },
    handler: (request) => {
      const patient = request.params.id
      const { staff = null, team = null, until } = request.body
      const relation = { patient, staff, team, until: moment(until) }
      return change(request, patient, 'change-care-circle', { change: 'relate', ...relation })
    },
  })

  app.post('/api/v1/patients/:id/relationships/:which/end', {
    schema: { tags: ['access'], summary: 'It ends now', params: ofOne, response: { 200: doneSchema } },
    handler: async (request) => {
      const { id: patient, which: id } = request.params
      await change(request, patient, 'change-care-circle', { change: 'end-relationship', patient, id })
      return { done: true as const }
    },
  })

  app.post('/api/v1/patients/:id/consents', {
    schema: {
      tags: ['access'],
      summary: 'The person agrees',
      params: ofPatient,
      body: giveConsentSchema,
      response: { 200: madeSchema },
    },
    handler: (request) => {
      const patient = request.params.id
      const { until, ...consent } = request.body
      const given = { patient, ...consent, until: moment(until) }
      return change(request, patient, 'change-care-circle', { change: 'give-consent', ...given })
    },
  })

  app.post('/api/v1/patients/:id/consents/:which/withdraw', {
    schema: { tags: ['access'], summary: 'Not any more, from now on', params: ofOne, response: { 200: doneSchema } },
    handler: async (request) => {
      const { id: patient, which: id } = request.params
      await change(request, patient, 'change-care-circle', { change: 'withdraw-consent', patient, id })
      return { done: true as const }
    },
  })
}
