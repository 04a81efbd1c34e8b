import { attentionSchema, resolveTechnicalSchema, shownTechnicalAlertSchema } from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { groundsOf, type WorkAction } from '../../policy/table.ts'
import type { TechnicalStep } from '../../technical/lifecycle.ts'
import { type Permitted, permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

type Step = TechnicalStep extends infer Each ? (Each extends TechnicalStep ? Omit<Each, 'by'> : never) : never

/** What is wrong with gateways and calls for somebody, without a person's name. */
export function technicalAlertRoutes(app: App, { committer, handovers, rights, sessions, technical }: Services): void {
  /** A coordinator has the gateways of her own people; whoever keeps the gateways has them all. */
  const reachOf = ({ role, sees }: Permitted) => (role === 'coordinator' ? sees : undefined)

  app.get('/api/v1/technical-alerts', {
    schema: {
      tags: ['gateways'],
      summary: 'Technical alerts: the open ones first, and those of the last week',
      response: { 200: z.array(shownTechnicalAlertSchema) },
    },
    handler: async (request) => {
      const staff = await permitted(request, sessions, 'handle-technical-alerts')
      const entry = { staff: staff.id, patient: null, action: 'technical-alerts-listed', ground: staff.ground }
      await look(request, committer, { ...entry })
      return technical.list(Date.now(), reachOf(staff))
    },
  })

  async function act(request: FastifyRequest, id: string, step: Step) {
    const staff = await permitted(request, sessions, 'handle-technical-alerts')
    const people = await technical.concerned(id)
    const sees = reachOf(staff)
    const isTheirs = sees === undefined || people?.some((person) => sees(person))
    if (people === undefined || !isTheirs) {
      throw new Problem('not-found')
    }
    const by = { id: staff.id, name: staff.name }
    const command = {
      type: 'technical-alert',
      id,
      step: { ...step, by },
      ground: staff.ground,
      at: Date.now(),
    } as const
    const result = await committer.run(command)
    if (!result.done) throw new Problem(result.code, result.by === undefined ? {} : { detail: result.by.name })
    return { done: true as const }
  }

  const common = {
    tags: ['gateways'],
    params: z.object({ id: z.string().max(40) }),
    response: { 200: z.object({ done: z.literal(true) }) },
  }
  app.post('/api/v1/technical-alerts/:id/acknowledge', {
    schema: { ...common, summary: 'I take it' },
    handler: (request) => act(request, request.params.id, { type: 'acknowledge' }),
  })
  app.post('/api/v1/technical-alerts/:id/hand-back', {
    schema: { ...common, summary: 'Not mine after all' },
    handler: (request) => act(request, request.params.id, { type: 'hand-back' }),
  })
  app.post('/api/v1/technical-alerts/:id/resolve', {
    schema: { ...common, summary: 'Done; if it goes on, it opens again', body: resolveTechnicalSchema.nullish() },
    handler: (request) => act(request, request.params.id, { type: 'resolve', ...request.body }),
  })

  app.get('/api/v1/attention', {
    schema: {
      tags: ['access'],
      summary: 'How much waits for whoever asks; numbers only',
      response: { 200: attentionSchema },
    },
    handler: async (request) => {
      const staff = await permitted(request, sessions, 'see-attention')
      const may = (action: WorkAction) => groundsOf(staff.role, action).length > 0
      const [open, waiting, offered] = await Promise.all([
        may('handle-technical-alerts') ? technical.open(reachOf(staff)) : 0,
        may('review-break-glass') ? rights.unreviewed(staff.id) : [],
        may('hand-over') ? handovers.waitingFor(staff.id) : 0,
      ])
      const seen = staff.role === 'auditor' ? waiting : waiting.filter((patient) => staff.sees(patient))
      return { technical: open, glass: seen.length, handovers: offered }
    },
  })
}
