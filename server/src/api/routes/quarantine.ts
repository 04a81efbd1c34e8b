import { quarantinedSchema } from '@kotisilta/contract'
import { z } from 'zod'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

export function quarantineRoutes(app: App, { committer, quarantine, sessions }: Services): void {
  app.get('/api/v1/quarantine', {
    schema: {
      tags: ['quarantine'],
      summary: 'What could not be taken, newest first',
      response: { 200: z.array(quarantinedSchema) },
    },
    handler: async (request) => {
      const { id: staff, ground } = await permitted(request, sessions, 'see-quarantine')
      await look(request, committer, { staff, patient: null, action: 'quarantine-listed', ground })
      return quarantine.list(500)
    },
  })

  app.post('/api/v1/quarantine/:id/replay', {
    schema: {
      tags: ['quarantine'],
      summary: 'Take it once more, with its original time',
      params: z.object({ id: z.string().max(40) }),
      response: { 200: z.object({ replayed: z.literal(true) }) },
    },
    handler: async (request) => {
      await permitted(request, sessions, 'replay-quarantine')
      const result = await committer.run({ type: 'replay', quarantined: request.params.id })
      if (!result.done)
        throw new Problem(result.code, { detail: 'It still cannot be taken, or is not there any more.' })
      return { replayed: true as const }
    },
  })
}
