import {
  areaPlanSchema,
  decidePlanSchema,
  planAreasSchema,
  planSavedSchema,
  saveAreaPlanSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Command } from '../../commit/commands.ts'
import { faultsOf } from '../../plans/preview.ts'
import { groundsOf } from '../../policy/table.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'
import { seenHeader } from './seen-header.ts'

const parameters = z.object({ area: z.string().max(100) })
const proposalParameters = parameters.extend({ proposal: z.string().max(40) })
const tags = ['plans']

/** What an area has for everybody who has no plan of their own. It is changed by those who work there. */
export function areaPlanRoutes(app: App, { areaPlans, clock, committer, sessions }: Services): void {
  async function changing(request: FastifyRequest, area: string) {
    const { id, name, ground, worksIn } = await permitted(request, sessions, 'change-area-plans')
    if (!worksIn(area)) throw new Problem('not-found')
    return { by: { id, name }, ground, area }
  }

  async function run(command: Command) {
    const result = await committer.run(command)
    if (!result.done) throw new Problem(result.code, result.by === undefined ? {} : { detail: result.by.name })
    return result
  }

  app.get('/api/v1/plan-areas', {
    schema: { tags, summary: 'Areas, and how they go about plans', response: { 200: planAreasSchema } },
    handler: async (request) => {
      const { role, worksIn } = await permitted(request, sessions, 'see-plan-templates')
      const changes = groundsOf(role, 'change-area-plans').length > 0
      return (await areaPlans.areas()).map((area) => ({ ...area, mayChange: changes && worksIn(area.id) }))
    },
  })

  app.get('/api/v1/areas/:area/plan', {
    schema: {
      tags,
      summary: 'The plan of whoever has none of their own, its history, and whom it concerns',
      params: parameters,
      response: { 200: areaPlanSchema },
    },
    handler: async (request) => {
      const { id: staff, ground, sees } = await permitted(request, sessions, 'see-plan-templates')
      const { area } = request.params
      const plan = await areaPlans.of(area, (patient) => sees(patient, 'see-plans'), clock.now())
      if (plan === undefined) throw new Problem('not-found')
      const detail = area
      await look(request, committer, { staff, patient: null, action: 'area-plan-viewed', detail, ground })
      return plan
    },
  })

  app.put('/api/v1/areas/:area/plan', {
    schema: {
      tags,
      summary: 'A new version, or a proposal where danger limits need a second person',
      params: parameters,
      headers: seenHeader,
      body: saveAreaPlanSchema,
      response: { 200: planSavedSchema },
    },
    handler: async (request) => {
      const who = await changing(request, request.params.area)
      const { plan, reason } = request.body
      const faults = faultsOf({ ...plan, responsible: undefined }, [])
      if (faults.length > 0) {
        throw new Problem('plan-contradictory', { faults: faults.map(({ path, code }) => ({ path, message: code })) })
      }
      const seen = request.headers['if-match']
      const { version, created = '' } = await run({ type: 'area-plan-saved', ...who, seen, plan, reason })
      return version === undefined
        ? { outcome: 'proposed' as const, proposal: created }
        : { outcome: 'saved' as const, version }
    },
  })

  for (const decision of ['approve', 'decline'] as const) {
    app.post(`/api/v1/areas/:area/plan/proposals/:proposal/${decision}`, {
      schema: {
        tags,
        summary: decision === 'approve' ? 'Another person says yes' : 'No; by whoever made it: taken back',
        params: proposalParameters,
        body: decidePlanSchema,
        response: { 200: z.object({ done: z.literal(true) }) },
      },
      handler: async (request) => {
        const { area, proposal } = request.params
        const who = await changing(request, area)
        await run({ type: 'area-plan-decided', ...who, proposal, decision, note: request.body.note })
        return { done: true as const }
      },
    })
  }
}
