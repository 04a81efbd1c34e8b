import {
  keptTemplateSchema,
  planTemplateSchema,
  retireTemplateSchema,
  saveTemplateSchema,
  templatePatch,
} from '@kotisilta/contract'
import { z } from 'zod'
import { faultsOf } from '../../plans/preview.ts'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'
import { seenHeader } from './seen-header.ts'

const parameters = z.object({ id: planTemplateSchema.shape.id })
const tags = ['plans']

/** Templates of plans by condition: the product's, and the house's own, which are written, changed and retired here. */
export function planTemplateRoutes(app: App, { committer, sessions, templates }: Services): void {
  app.get('/api/v1/plan-templates', {
    schema: {
      tags,
      summary: 'Templates by condition that can be laid under a plan',
      response: { 200: z.array(planTemplateSchema) },
    },
    handler: async (request) => {
      await permitted(request, sessions, 'see-plan-templates')
      return templates.list()
    },
  })

  app.get('/api/v1/plan-templates/all', {
    schema: { tags, summary: 'Also the retired ones', response: { 200: z.array(keptTemplateSchema) } },
    handler: async (request) => {
      await permitted(request, sessions, 'see-plan-templates')
      return templates.all()
    },
  })

  app.put('/api/v1/plan-templates/:id', {
    schema: {
      tags,
      summary: 'A template of the house’s own, or a new version of it; plans that rest on it stay as they are',
      params: parameters,
      headers: seenHeader,
      body: saveTemplateSchema,
      response: { 200: z.object({ id: z.string(), version: z.int() }) },
    },
    handler: async (request) => {
      const { id: staff, name } = await permitted(request, sessions, 'change-plan-templates')
      const { plan, title, about } = request.body
      const faults = faultsOf({ ...plan, responsible: undefined }, [])
      if (faults.length > 0) {
        throw new Problem('plan-contradictory', { faults: faults.map(({ path, code }) => ({ path, message: code })) })
      }
      const { id } = request.params
      const result = await committer.run({
        type: 'plan-template-added',
        by: { id: staff, name },
        seen: request.headers['if-match'],
        template: { id, title, about, patch: templatePatch(plan) },
      })
      if (!result.done) throw new Problem(result.code)
      return { id, version: result.version ?? 1 }
    },
  })

  app.post('/api/v1/plan-templates/:id/retire', {
    schema: {
      tags,
      summary: 'Not to be laid any more; where it lies it stays',
      params: parameters,
      body: retireTemplateSchema,
      response: { 200: retireTemplateSchema },
    },
    handler: async (request) => {
      const { id, name } = await permitted(request, sessions, 'change-plan-templates')
      const template = request.params.id
      const result = await committer.run({ type: 'plan-template-retired', by: { id, name }, template, ...request.body })
      if (!result.done) throw new Problem(result.code)
      return request.body
    },
  })
}
