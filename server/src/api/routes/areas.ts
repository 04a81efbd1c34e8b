import { areasSchema, putAreaSchema, putReachSchema, putTeamSchema } from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { RightsChange } from '../../policy/changes.ts'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const parameters = z.object({ id: z.string().max(100) })
const doneSchema = z.object({ id: z.string() })

/** Areas, teams, and who works where: the administrator's. */
export function areaRoutes(app: App, { clock, committer, rights, sessions }: Services): void {
  async function change(request: FastifyRequest, change: RightsChange, known: string | null) {
    const { id, name, ground } = await permitted(request, sessions, 'change-areas')
    const result = await committer.run({ type: 'rights', by: { id, name }, ground, change })
    if (!result.done) throw new Problem(result.code)
    return { id: known ?? result.created ?? '' }
  }
  const common = { tags: ['access'], response: { 200: doneSchema } }

  app.get('/api/v1/areas', {
    schema: { tags: ['access'], summary: 'Areas, teams, and who works where', response: { 200: areasSchema } },
    handler: async (request) => {
      await permitted(request, sessions, 'see-areas')
      return rights.areas(clock.now())
    },
  })
  app.post('/api/v1/areas', {
    schema: { ...common, summary: 'A new area', body: putAreaSchema },
    handler: (request) => change(request, { change: 'put-area', id: null, ...request.body }, null),
  })
  app.post('/api/v1/areas/:id', {
    schema: { ...common, summary: 'Another name', params: parameters, body: putAreaSchema },
    handler: (request) =>
      change(request, { change: 'put-area', ...request.params, ...request.body }, request.params.id),
  })
  app.post('/api/v1/teams', {
    schema: { ...common, summary: 'A new team', body: putTeamSchema },
    handler: (request) => change(request, { change: 'put-team', id: null, ...request.body }, null),
  })
  app.post('/api/v1/teams/:id', {
    schema: { ...common, summary: 'Its name, areas and members', params: parameters, body: putTeamSchema },
    handler: (request) =>
      change(request, { change: 'put-team', ...request.params, ...request.body }, request.params.id),
  })
  app.post('/api/v1/staff/:id/areas', {
    schema: { ...common, summary: 'Where somebody works', params: parameters, body: putReachSchema },
    handler: (request) => {
      const { id: staff } = request.params
      return change(request, { change: 'put-reach', staff, ...request.body }, staff)
    },
  })
}
