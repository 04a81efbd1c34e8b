import { taskBelongsSchema, taskCountSchema, taskNoteSchema, taskSchema } from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { HandleTask } from '../../tasks/command.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const parameters = z.object({ id: z.string().max(40) })
type What = Pick<HandleTask, 'note'> &
  ({ action: 'claim' | 'release' | 'done' | 'cancel' } | { action: 'belongs'; to: string | null })

/** What the staff have to do: measurements to be made again, readings of which it is not certain whose they are. */
export function taskRoutes(app: App, { clock, committer, sessions, tasks }: Services): void {
  app.get('/api/v1/tasks', {
    schema: {
      tags: ['tasks'],
      summary: 'To be done, the soonest due first, and what was finished last',
      response: { 200: z.array(taskSchema) },
    },
    async handler(request) {
      const { id: staff, ground, sees } = await permitted(request, sessions, 'list-tasks')
      await look(request, committer, { staff, patient: null, action: 'tasks-listed', ground })
      return tasks.list((patient) => sees(patient, 'handle-tasks'))
    },
  })

  app.get('/api/v1/tasks/count', {
    schema: { tags: ['tasks'], summary: 'How many there are to be done', response: { 200: taskCountSchema } },
    async handler(request) {
      const { sees } = await permitted(request, sessions, 'list-tasks')
      return tasks.count((patient) => sees(patient, 'handle-tasks'), clock.now())
    },
  })

  async function act(request: FastifyRequest, id: string, what: What) {
    const { id: staff, name, sees, ground } = await permitted(request, sessions, 'list-tasks')
    const by = { id: staff, name }
    const task = await tasks.find(id)
    if (task === undefined) throw new Problem('not-found')
    const { patient } = task
    const own =
      patient === null ? ground : (await permitted(request, sessions, 'handle-tasks', { patient: patient.id })).ground
    // Nothing is booked to somebody whom one may not see.
    if (what.action === 'belongs' && what.to !== null && !sees(what.to, 'enter-readings'))
      throw new Problem('not-found')
    const result = await committer.run({ type: 'task', task: id, by, ground: own, ...what })
    if (!result.done) throw new Problem(result.code, result.by === undefined ? {} : { detail: result.by.name })
    const changed = await tasks.find(id)
    if (changed === undefined) throw new Problem('internal')
    return changed
  }

  const common = { tags: ['tasks'], params: parameters, response: { 200: taskSchema } }
  app.post('/api/v1/tasks/:id/claim', {
    schema: { ...common, summary: 'I see to it' },
    handler: (request) => act(request, request.params.id, { action: 'claim' }),
  })
  app.post('/api/v1/tasks/:id/release', {
    schema: { ...common, summary: 'Somebody else may' },
    handler: (request) => act(request, request.params.id, { action: 'release' }),
  })
  app.post('/api/v1/tasks/:id/done', {
    schema: { ...common, summary: 'It is seen to', body: taskNoteSchema },
    handler: (request) => act(request, request.params.id, { action: 'done', note: request.body.note }),
  })
  app.post('/api/v1/tasks/:id/cancel', {
    schema: { ...common, summary: 'It need not be done', body: taskNoteSchema },
    handler: (request) => act(request, request.params.id, { action: 'cancel', note: request.body.note }),
  })
  app.post('/api/v1/tasks/:id/belongs', {
    schema: {
      ...common,
      summary: 'Whose the reading is: booked to them with its own time; or nobody’s',
      body: taskBelongsSchema,
    },
    handler: (request) =>
      act(request, request.params.id, { action: 'belongs', to: request.body.patient, note: request.body.note }),
  })
}
