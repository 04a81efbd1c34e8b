import {
  createdSchema,
  giveHandoverSchema,
  handoverSchema,
  handoverSheetSchema,
  receiveHandoverSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { GivenLine, HandoverCommand } from '../../handover/command.ts'
import { OncePer } from '../../metrics/once-per.ts'
import { type Permitted, permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const LOOK_MS = 10 * 60_000
const parameters = z.object({ id: z.string().max(40) })
type Step =
  Extract<HandoverCommand, { step: 'receive' | 'withdraw' }> extends infer Each
    ? Each extends HandoverCommand
      ? Omit<Each, 'type' | 'by' | 'ground' | 'handover'>
      : never
    : never

/** A shift is handed over, and received line by line. */
export function handoverRoutes(
  app: App,
  { alerts, clock, committer, handovers, sessions, tasks, worklist }: Services,
): void {
  const looks = new OncePer(LOOK_MS)

  async function looking(request: FastifyRequest) {
    const staff = await permitted(request, sessions, 'hand-over')
    const { id, ground } = staff
    if (looks.first(id, Date.now())) {
      await look(request, committer, { staff: id, patient: null, action: 'handover-viewed', ground })
    }
    return asker(staff)
  }
  const asker = ({ id, role, sees }: Permitted) => ({
    id,
    role,
    sees: (patient: string) => sees(patient, 'handle-alerts'),
  })

  app.get('/api/v1/handover', {
    schema: {
      tags: ['handover'],
      summary: 'What the next shift has to know, as it is now',
      response: { 200: handoverSheetSchema },
    },
    handler: async (request) => handovers.sheet(await looking(request), clock.now()),
  })

  app.get('/api/v1/handovers', {
    schema: { tags: ['handover'], summary: 'Handovers, newest first', response: { 200: z.array(handoverSchema) } },
    handler: async (request) => handovers.list((await looking(request)).sees),
  })

  /** What somebody has, as lines; what is not theirs is not theirs to hand over. */
  async function linesOf(staff: Permitted, body: z.infer<typeof giveHandoverSchema>): Promise<GivenLine[]> {
    const { sees } = asker(staff)
    const lines: GivenLine[] = []
    for (const ref of body.alerts) {
      const alert = await alerts.find(ref)
      const isOwn = alert !== undefined && alert.owner?.id === staff.id && alert.status !== 'resolved'
      if (!isOwn || !sees(alert.patient.id)) throw new Problem('alert-not-yours')
      lines.push({ kind: 'alert', ref, patient: alert.patient.id, words: alert.words, priority: alert.priority })
    }
    for (const ref of body.work) {
      const item = await worklist.find(ref)
      if (item === undefined || item.owner?.id !== staff.id || item.status === 'done') throw new Problem('not-found')
      const { patient, priority, due, about } = item
      const text = about.text ?? about.code ?? item.kind
      lines.push({ kind: 'work', ref, patient: patient?.id ?? null, priority, text, ...(due !== null && { due }) })
    }
    for (const ref of body.tasks) {
      const task = await tasks.find(ref)
      const isOwn = task?.status === 'claimed' && task.owner?.id === staff.id
      if (task === undefined || !isOwn || task.patient === null || !sees(task.patient.id))
        throw new Problem('not-found')
      const { kind, patient, due, words } = task
      const own = { ...(words !== undefined && { words }), ...(due !== null && { due }) }
      lines.push({ kind: 'task', ref, patient: patient.id, text: kind, ...own })
    }
    for (const { patient, text } of body.worries) {
      if (patient !== null && !sees(patient)) throw new Problem('not-found')
      lines.push({ kind: 'worry', ref: null, patient, text })
    }
    return lines
  }

  app.post('/api/v1/handovers', {
    schema: {
      tags: ['handover'],
      summary: 'I leave: what I have, and what worries me. Nothing changes hands before it is received',
      body: giveHandoverSchema,
      response: { 200: createdSchema },
    },
    async handler(request) {
      const staff = await permitted(request, sessions, 'hand-over')
      const lines = await linesOf(staff, request.body)
      if (lines.length === 0) throw new Problem('request-invalid')
      const { to } = request.body
      const colleague = to === null ? null : await handovers.colleague(to)
      if (colleague === undefined) throw new Problem('request-invalid')
      const by = { id: staff.id, name: staff.name }
      const ground = staff.ground
      const result = await committer.run({ type: 'handover', step: 'give', by, ground, to: colleague, lines })
      if (!result.done) throw new Problem(result.code)
      return { id: result.created as string }
    },
  })

  async function act(request: FastifyRequest, id: string, step: Step) {
    const staff = await permitted(request, sessions, 'hand-over')
    const { sees } = asker(staff)
    const handover = await handovers.find(id, sees)
    if (handover === undefined) throw new Problem('not-found')
    // Nobody receives what they may not see.
    if (step.step === 'receive' && step.lines.some((line) => !handover.lines.some((each) => each.line === line))) {
      throw new Problem('not-found')
    }
    const by = { id: staff.id, name: staff.name }
    const result = await committer.run({ type: 'handover', handover: id, by, ground: staff.ground, ...step })
    if (!result.done) throw new Problem(result.code)
    const changed = await handovers.find(id, sees)
    if (changed === undefined) throw new Problem('internal')
    return changed
  }

  const common = { tags: ['handover'], params: parameters, response: { 200: handoverSchema } }
  app.post('/api/v1/handovers/:id/receive', {
    schema: { ...common, summary: 'I come: these are mine from now on', body: receiveHandoverSchema },
    handler: (request) => act(request, request.params.id, { step: 'receive', lines: request.body.lines }),
  })
  app.post('/api/v1/handovers/:id/withdraw', {
    schema: { ...common, summary: 'I stay after all: what nobody has received is mine still' },
    handler: (request) => act(request, request.params.id, { step: 'withdraw' }),
  })
}
