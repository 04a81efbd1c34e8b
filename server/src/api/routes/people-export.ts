import { erasureAnswerSchema, erasureRequestSchema, erasureStateSchema } from '@kotisilta/contract'
import { z } from 'zod'
import { exportPage } from '../../people/export/html.ts'
import { patientsTable } from '../../people/export/patients-table.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'
import { peopleDoor } from './people-door.ts'

const parameters = z.object({ id: z.string().max(100) })

/** What leaves the house for the person concerned, and what is erased of them. */
export function peopleExportRoutes(app: App, services: Services): void {
  const { clock, committer, exports, patients, people, sessions } = services
  const { asked, run, looked } = peopleDoor(services)

  app.get('/api/v1/patients/:id/export', {
    schema: {
      tags: ['people'],
      summary: 'Everything that is kept of one person, as JSON or as a page to print',
      params: parameters,
      querystring: z.object({ as: z.enum(['json', 'html']).default('json') }),
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const staff = await asked(request, id, 'export-patient')
      await run(staff, { does: 'note-export', patient: id })
      const person = await exports.person(id, clock.now())
      if (person === undefined) throw new Problem('not-found')
      const { as } = request.query
      // Named by the id: file names lie about in download folders.
      reply.header('content-disposition', `attachment; filename="${id.replaceAll(/[^\w-]/g, '')}.${as}"`)
      if (as === 'json') return reply.type('application/json').send(JSON.stringify(person, null, 2))
      return reply.type('text/html; charset=utf-8').send(exportPage(person))
    },
  })

  app.get('/api/v1/people/table', {
    schema: { tags: ['people'], summary: 'All whom you may see, as a table (CSV) that the import reads again' },
    handler: async (request, reply) => {
      const { id: staff, ground, sees } = await permitted(request, sessions, 'export-patients')
      await look(request, committer, { staff, patient: null, action: 'patients-exported', ground })
      const theirs = (await patients.list()).filter(({ id }) => sees(id))
      const records = await Promise.all(theirs.map(({ id }) => people.record(id)))
      reply.header('content-disposition', 'attachment; filename="kotisilta.csv"')
      return reply.type('text/csv; charset=utf-8').send(patientsTable(records.filter((record) => record !== undefined)))
    },
  })

  app.get('/api/v1/patients/:id/erasure', {
    schema: {
      tags: ['people'],
      summary: 'Until when the law keeps a record, and who asked for it to be erased',
      params: parameters,
      response: { 200: erasureStateSchema },
    },
    handler: async (request) => {
      await looked(request, request.params.id, 'erasure-viewed', 'erase-patient')
      const state = await people.erasure(request.params.id, clock.now())
      if (state === undefined) throw new Problem('not-found')
      return state
    },
  })

  app.post('/api/v1/patients/:id/erasure', {
    schema: {
      tags: ['people'],
      summary: 'Somebody asks for erasure: what may go, goes; else the request is kept with its answer',
      params: parameters,
      body: erasureRequestSchema,
      response: { 200: erasureAnswerSchema },
    },
    handler: async (request) => {
      const { id } = request.params
      const staff = await asked(request, id, 'erase-patient')
      const before = await people.erasure(id, clock.now())
      const result = await committer.run({
        type: 'people',
        does: 'request-erasure',
        by: { id: staff.id, name: staff.name },
        ground: staff.ground,
        patient: id,
        reason: request.body.reason,
      })
      if (!result.done && result.code !== 'must-be-kept') throw new Problem(result.code)
      return { decision: result.done ? ('erased' as const) : ('kept' as const), keptUntil: before?.keptUntil ?? null }
    },
  })
}
