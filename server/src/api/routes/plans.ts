import {
  carePlanSchema,
  decidePlanSchema,
  languageSchema,
  type PatientDetail,
  type PlanSaved,
  pausePlanSchema,
  planHistorySchema,
  planPreviewSchema,
  planSavedSchema,
  planWordsSchema,
  previewPlanSchema,
  restorePlanSchema,
  savePlanSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Command } from '../../commit/commands.ts'
import { areaNow } from '../../plans/area/group-versions.ts'
import { plainWords } from '../../plans/plain-words/plain-words.ts'
import { faultsOf, previewOf, withTemplates } from '../../plans/preview.ts'
import type { PatientAction } from '../../policy/table.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'
import { seenHeader } from './seen-header.ts'

const parameters = z.object({ id: z.string().max(100) })
const pauseParameters = parameters.extend({ pause: z.string().max(200) })
const proposalParameters = parameters.extend({ proposal: z.string().max(40) })
const done = z.object({ done: z.literal(true) })
const tags = ['plans']

/** Care plans: read by all who care for the person, changed with a reason, never over what was not seen. */
export function planRoutes(app: App, services: Services): void {
  const { clock, committer, patients, plans, sessions, templates } = services

  async function person(request: FastifyRequest, action: PatientAction, id: string) {
    const staff = await permitted(request, sessions, action, { patient: id })
    const patient = await patients.find(id, clock.now())
    if (patient === undefined) throw new Problem('not-found')
    return { by: { id: staff.id, name: staff.name }, ground: staff.ground, patient }
  }

  async function looking(request: FastifyRequest, id: string, action: string): Promise<Omit<PatientDetail, 'ground'>> {
    const { by, ground, patient } = await person(request, 'see-plans', id)
    await look(request, committer, { staff: by.id, patient: id, action, ground })
    return patient
  }

  async function run(command: Command) {
    const result = await committer.run(command)
    if (!result.done) throw new Problem(result.code, result.by === undefined ? {} : { detail: result.by.name })
    return result
  }

  async function saved(command: Command): Promise<PlanSaved> {
    const { version, created = '' } = await run(command)
    return version === undefined ? { outcome: 'proposed', proposal: created } : { outcome: 'saved', version }
  }

  const candidateIds = async () => (await plans.candidates()).map(({ id }) => id)

  app.get('/api/v1/patients/:id/plan', {
    schema: { tags, summary: 'The plan in force', params: parameters, response: { 200: carePlanSchema } },
    handler: async (request, reply) => {
      const patient = await looking(request, request.params.id, 'plan-viewed')
      const plan = await plans.carePlan(patient, clock.now())
      reply.header('etag', `"${plan.newest}"`)
      return plan
    },
  })

  app.get('/api/v1/patients/:id/plan/history', {
    schema: {
      tags,
      summary: 'Who changed what and why, newest first',
      params: parameters,
      response: { 200: planHistorySchema },
    },
    handler: async (request) => {
      await looking(request, request.params.id, 'plan-history-viewed')
      return plans.history(request.params.id)
    },
  })

  app.get('/api/v1/patients/:id/plan/words', {
    schema: {
      tags,
      summary: 'The plan in force as it is said to the person',
      params: parameters,
      querystring: z.object({ language: languageSchema }),
      response: { 200: planWordsSchema },
    },
    handler: async (request) => {
      const { id } = request.params
      const patient = await looking(request, id, 'plan-viewed')
      const now = clock.now()
      const { plan, responsible } = await plans.carePlan(patient, now)
      return plainWords(plan, { language: request.query.language, responsible: responsible?.name, now })
    },
  })

  app.post('/api/v1/patients/:id/plan/preview', {
    schema: {
      tags,
      summary: 'What saving this would do; changes nothing',
      params: parameters,
      body: previewPlanSchema,
      response: { 200: planPreviewSchema },
    },
    handler: async (request) => {
      const { id } = request.params
      await looking(request, id, 'plan-viewed')
      const now = clock.now()
      const { current, group } = await plans.versions(id, now)
      const { apply, plan, templates: chosen } = request.body
      const layers = await templates.layers(chosen, [...current.layers.templates, ...areaNow(group)])
      if (layers === undefined) throw new Problem('plan-template-unknown')
      return previewOf(layers, apply ? withTemplates(current.layers, layers) : plan, {
        current: current.layers,
        measured: await plans.measured(id),
        candidates: await candidateIds(),
        fourEyes: await plans.fourEyes(id),
        now,
      })
    },
  })

  app.put('/api/v1/patients/:id/plan', {
    schema: {
      tags,
      summary: 'A new version, or a proposal where danger limits need a second person',
      params: parameters,
      headers: seenHeader,
      body: savePlanSchema,
      response: { 200: planSavedSchema },
    },
    handler: async (request) => {
      const { by } = await person(request, 'change-plans', request.params.id)
      const { from, until, ...wanted } = request.body
      const faults = faultsOf(wanted.plan, await candidateIds())
      if (from !== undefined && until !== undefined && until <= from) {
        faults.push({ path: 'until', code: 'ends-before-it-begins' })
      }
      if (faults.length > 0) {
        throw new Problem('plan-contradictory', {
          faults: faults.map(({ path, code }) => ({ path, message: code })),
        })
      }
      return saved({
        type: 'plan-saved',
        patient: request.params.id,
        by,
        seen: request.headers['if-match'],
        ...wanted,
        ...(from !== undefined && { from: Date.parse(from) }),
        ...(until !== undefined && { until: Date.parse(until) }),
      })
    },
  })

  app.post('/api/v1/patients/:id/plan/restore', {
    schema: {
      tags,
      summary: 'An earlier version again, as a new one; 0 is everybody’s plan',
      params: parameters,
      headers: seenHeader,
      body: restorePlanSchema,
      response: { 200: planSavedSchema },
    },
    handler: async (request) => {
      const { by } = await person(request, 'change-plans', request.params.id)
      const seen = request.headers['if-match']
      return saved({ type: 'plan-restored', patient: request.params.id, by, seen, ...request.body })
    },
  })

  app.post('/api/v1/patients/:id/plan/pauses', {
    schema: {
      tags,
      summary: 'Expect nothing of the home for a while',
      params: parameters,
      body: pausePlanSchema,
      response: { 200: z.object({ pause: z.string() }) },
    },
    handler: async (request) => {
      const { by } = await person(request, 'pause-plans', request.params.id)
      const { from, until, reason, note, instead } = request.body
      const { created = '' } = await run({
        type: 'plan-paused',
        patient: request.params.id,
        by,
        until: Date.parse(until),
        reason,
        ...(from !== undefined && { from: Date.parse(from) }),
        ...(note !== undefined && note !== '' && { note }),
        ...(instead !== undefined && { instead }),
      })
      return { pause: created }
    },
  })

  app.post('/api/v1/patients/:id/plan/pauses/:pause/resume', {
    schema: { tags, summary: 'Back before the time', params: pauseParameters, response: { 200: done } },
    handler: async (request) => {
      const { id, pause } = request.params
      const { by } = await person(request, 'pause-plans', id)
      await run({ type: 'plan-resumed', patient: id, by, pause })
      return { done: true as const }
    },
  })

  app.post('/api/v1/patients/:id/plan/proposals/:proposal/approve', {
    schema: {
      tags,
      summary: 'Another person says yes',
      params: proposalParameters,
      headers: seenHeader,
      body: decidePlanSchema,
      response: { 200: planSavedSchema },
    },
    handler: async (request) => {
      const { id, proposal } = request.params
      const { by } = await person(request, 'approve-plans', id)
      const seen = request.headers['if-match']
      const { note } = request.body
      return saved({
        type: 'plan-decided',
        patient: id,
        proposal,
        by,
        decision: 'approve',
        seen,
        ...(note !== undefined && { note }),
      })
    },
  })

  app.post('/api/v1/patients/:id/plan/proposals/:proposal/decline', {
    schema: {
      tags,
      summary: 'No; by whoever made it: taken back',
      params: proposalParameters,
      body: decidePlanSchema,
      response: { 200: done },
    },
    handler: async (request) => {
      const { id, proposal } = request.params
      const { by } = await person(request, 'change-plans', id)
      const { note } = request.body
      await run({
        type: 'plan-decided',
        patient: id,
        proposal,
        by,
        decision: 'decline',
        ...(note !== undefined && { note }),
      })
      return { done: true as const }
    },
  })
}
