import { modelPatch, planPreviewSchema } from '@kotisilta/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { carePlanOfFhir, carePlanToFhir } from '../../plans/fhir/care-plan.ts'
import type { Understood } from '../../plans/fhir/content.ts'
import { templateOfFhir, templateToFhir } from '../../plans/fhir/plan-definition.ts'
import { previewOf } from '../../plans/preview.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const parameters = z.object({ id: z.string().max(100) })
/** Read strictly by what it is for. */
const resource = z.record(z.string(), z.unknown())
const tags = ['plans']
/** What a plan that serves as a model is called until somebody names it. */
const SAID = 'Kotisilta'
const MODEL = {
  id: 'model',
  version: 1,
  title: { fi: SAID, sv: SAID, en: SAID },
  about: { fi: SAID, sv: SAID, en: SAID },
}

/** A browser keeps it as a file. Ids may hold what a file's name may not. */
const attached = (reply: FastifyReply, name: string) =>
  reply.header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}.json"`)

/** Plans and templates as FHIR R4 has them, to be taken elsewhere and brought from there. */
export function planResourceRoutes(
  app: App,
  { clock, committer, patients, plans, sessions, templates }: Services,
): void {
  async function looking(request: FastifyRequest, id: string, action: string) {
    const { id: staff, ground } = await permitted(request, sessions, 'see-plans', { patient: id })
    const patient = await patients.find(id, clock.now())
    if (patient === undefined) throw new Problem('not-found')
    await look(request, committer, { staff, patient: id, action, ground })
    return patient
  }

  function understood<Value>(read: Understood<Value>): Value {
    if (!read.ok) throw new Problem('fhir-invalid', { faults: read.faults.slice(0, 50) })
    return read.value
  }

  app.get('/api/v1/patients/:id/plan/fhir', {
    schema: {
      tags,
      summary: 'The plan in force as a CarePlan; as a PlanDefinition only what can serve anybody',
      params: parameters,
      querystring: z.object({ as: z.enum(['CarePlan', 'PlanDefinition']).default('CarePlan') }),
      response: { 200: resource },
    },
    handler: async (request, reply) => {
      const now = clock.now()
      const patient = await looking(request, request.params.id, 'plan-exported')
      const { plan, from, until } = await plans.carePlan(patient, now)
      const { as } = request.query
      attached(reply, as === 'CarePlan' ? `CarePlan-${patient.id}` : 'PlanDefinition')
      if (as === 'PlanDefinition') return templateToFhir({ ...MODEL, patch: modelPatch(plan) })
      return carePlanToFhir(plan, { patient: patient.id, title: 'Kotisilta', from, until, now })
    },
  })

  app.post('/api/v1/patients/:id/plan/fhir', {
    schema: {
      tags,
      summary: 'What a CarePlan would make of the plan; saving it is a change like any other',
      params: parameters,
      body: resource,
      response: { 200: planPreviewSchema },
    },
    handler: async (request) => {
      const { id } = request.params
      await looking(request, id, 'plan-viewed')
      const now = clock.now()
      const { current } = await plans.versions(id, now)
      return previewOf(current.layers.templates, understood(carePlanOfFhir(request.body, id)), {
        current: current.layers,
        measured: await plans.measured(id),
        candidates: (await plans.candidates()).map((one) => one.id),
        fourEyes: await plans.fourEyes(id),
        now,
      })
    },
  })

  app.get('/api/v1/plan-templates/:id/fhir', {
    schema: { tags, summary: 'A template as a PlanDefinition', params: parameters, response: { 200: resource } },
    handler: async (request, reply) => {
      await permitted(request, sessions, 'see-plan-templates')
      const template = (await templates.list()).find(({ id }) => id === request.params.id)
      if (template === undefined) throw new Problem('not-found')
      attached(reply, `PlanDefinition-${template.id}`)
      return templateToFhir(template)
    },
  })

  app.post('/api/v1/plan-templates/fhir', {
    schema: {
      tags,
      summary: 'A template of the house’s own from a PlanDefinition; one that is there gets a new version',
      body: resource,
      response: { 200: z.object({ id: z.string(), version: z.int() }) },
    },
    handler: async (request) => {
      const { id, name } = await permitted(request, sessions, 'change-plan-templates')
      const template = understood(templateOfFhir(request.body))
      const result = await committer.run({ type: 'plan-template-added', by: { id, name }, template })
      if (!result.done) throw new Problem(result.code)
      return { id: template.id, version: result.version ?? 1 }
    },
  })
}
