import { aliveTestRowSchema, askAliveTestSchema } from '@kotisilta/contract'
import { z } from 'zod'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const tags = ['alive-tests']

/** Whether an alarm from each home reaches a screen: when that was last proved, and how long it took. */
export function aliveTestRoutes(app: App, { aliveTests, clock, committer, sessions }: Services): void {
  app.get('/api/v1/alive-tests', {
    schema: { tags, summary: 'The latest test alarm of each home', response: { 200: z.array(aliveTestRowSchema) } },
    handler: async (request) => {
      await permitted(request, sessions, 'see-channels')
      return aliveTests.report(clock.now())
    },
  })

  app.post('/api/v1/alive-tests', {
    schema: {
      tags,
      summary: 'A test alarm from this gateway’s home, now; nobody is called',
      body: askAliveTestSchema,
      response: { 202: z.object({ id: z.string() }) },
    },
    handler: async (request, reply) => {
      await permitted(request, sessions, 'see-channels')
      const home = aliveTests.homes(clock.now()).find(({ gateway }) => gateway === request.body.gateway)
      if (home === undefined) throw new Problem('not-found')
      if (home.last !== undefined && home.last.endedAt === null) throw new Problem('too-many-requests')
      const { last: _last, ...ask } = home
      const result = await committer.run({ type: 'alive-test', action: 'ask', ...ask, attempt: 0 })
      if (!result.done || result.created === undefined) throw new Problem('internal')
      return reply.status(202).send({ id: result.created })
    },
  })
}
