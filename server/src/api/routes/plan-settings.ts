import { planSettingSchema } from '@kotisilta/contract'
import { z } from 'zod'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const parameters = z.object({ area: z.string().max(100) })

/** How an area goes about plans. */
export function planSettingRoutes(app: App, { committer, fourEyes, sessions }: Services): void {
  app.get('/api/v1/areas/:area/plan-setting', {
    schema: {
      tags: ['plans'],
      summary: 'Whether danger limits need a second person',
      params: parameters,
      response: { 200: planSettingSchema },
    },
    handler: async (request) => {
      await permitted(request, sessions, 'see-plan-templates')
      return { fourEyes: await fourEyes.of(request.params.area) }
    },
  })

  app.put('/api/v1/areas/:area/plan-setting', {
    schema: {
      tags: ['plans'],
      summary: 'Ask for a second person, or not',
      params: parameters,
      body: planSettingSchema,
      response: { 200: planSettingSchema },
    },
    handler: async (request) => {
      const { area } = request.params
      // Whoever changes plans may ask for a second person; only the administrator does away with one.
      const action = request.body.fourEyes ? 'ask-second-person' : 'set-plan-rules'
      const { id, name, role, worksIn } = await permitted(request, sessions, action)
      if (role === 'coordinator' && !worksIn(area)) throw new Problem('not-found')
      const result = await committer.run({ type: 'plan-setting-changed', by: { id, name }, area, ...request.body })
      if (!result.done) throw new Problem(result.code)
      return request.body
    },
  })
}
