import { downtimeSchema, isbarSchema } from '@kotisilta/contract'
import { z } from 'zod'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

/** What is carried on paper. Each sheet is in the log of everybody who is on it. */
export function paperRoutes(app: App, { clock, committer, papers, sessions }: Services): void {
  app.get('/api/v1/patients/:id/isbar', {
    schema: {
      tags: ['handover'],
      summary: 'Identity, situation, background, assessment of one client, for the ambulance',
      params: z.object({ id: z.string().max(100) }),
      response: { 200: isbarSchema },
    },
    async handler(request) {
      const patient = request.params.id
      const { id: staff, name, ground } = await permitted(request, sessions, 'see-patients', { patient })
      await look(request, committer, { staff, patient, action: 'isbar-made', ground })
      const sheet = await papers.isbar(patient, { id: staff, name }, ground, clock.now())
      if (sheet === undefined) throw new Problem('not-found')
      return sheet
    },
  })

  app.get('/api/v1/areas/:area/downtime', {
    schema: {
      tags: ['handover'],
      summary: 'Everybody of an area, with address, key, contacts, danger limits and open matters',
      params: z.object({ area: z.string().max(100) }),
      response: { 200: downtimeSchema },
    },
    async handler(request) {
      const { id: staff, name, sees } = await permitted(request, sessions, 'make-downtime-list')
      const now = clock.now()
      const list = await papers.downtime(request.params.area, { id: staff, name }, (patient) => sees(patient), now)
      // An area in which one sees nobody is none.
      if (list === undefined || list.people.length === 0) throw new Problem('not-found')
      await Promise.all(
        list.people.map(({ id: patient }) =>
          committer.look({ staff, patient, action: 'downtime-list-made', detail: list.area.id }),
        ),
      )
      return list
    },
  })
}
