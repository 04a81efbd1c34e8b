import {
  createdTriggerSourceSchema,
  isoTime,
  newTriggerSourceSchema,
  newUlid,
  triggerSourceSchema,
} from '@kotisilta/contract'
import { z } from 'zod'
import { newToken } from '../../identity/session-store.ts'
import { sourcePurpose } from '../../worklist/triggers/sources.ts'
import { permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

/** Services that may tell of something: made, listed without their secret, revoked. */
export function triggerSourceRoutes(app: App, { committer, sessions, triggers }: Services): void {
  app.get('/api/v1/trigger-sources', {
    schema: {
      tags: ['worklist'],
      summary: 'Services that may send triggers, and when they last did',
      response: { 200: z.array(triggerSourceSchema) },
    },
    async handler(request) {
      const { id: staff, ground } = await permitted(request, sessions, 'keep-tokens')
      await look(request, committer, { staff, patient: null, action: 'trigger-sources-listed', ground })
      return triggers.sources.list()
    },
  })

  app.post('/api/v1/trigger-sources', {
    schema: {
      tags: ['worklist'],
      summary: 'A new service; its secret is shown this once',
      body: newTriggerSourceSchema,
      response: { 200: createdTriggerSourceSchema },
    },
    async handler(request) {
      const { id: staff, name: who, ground } = await permitted(request, sessions, 'keep-tokens')
      const { name, areas } = request.body
      if (areas !== 'every') {
        for (const area of areas) if (!(await triggers.areaExists(area))) throw new Problem('area-unknown')
      }
      const now = Date.now()
      const id = newUlid(now)
      const secret = newToken()
      const made = await committer.run({
        type: 'worklist',
        change: 'source-made',
        id,
        name,
        areas: areas === 'every' ? areas : JSON.stringify(areas),
        secret: triggers.seal.seal(secret, sourcePurpose(id)),
        by: { id: staff, name: who },
        ground,
      })
      if (!made.done) throw new Problem(made.code)
      return { id, name, areas, createdAt: isoTime(now), lastUsedAt: null, revokedAt: null, secret }
    },
  })

  app.post('/api/v1/trigger-sources/:id/secret', {
    schema: {
      tags: ['worklist'],
      summary: 'A new secret, shown this once; what the old one signs is refused from now on',
      params: z.object({ id: z.string().max(40) }),
      response: { 200: createdTriggerSourceSchema },
    },
    async handler(request) {
      const { id: staff, name, ground } = await permitted(request, sessions, 'keep-tokens')
      const { id } = request.params
      const secret = newToken()
      const sealed = triggers.seal.seal(secret, sourcePurpose(id))
      const by = { id: staff, name }
      const change = { change: 'source-rotated', id, secret: sealed, by, ground } as const
      const rotated = await committer.run({ type: 'worklist', ...change })
      if (!rotated.done) throw new Problem(rotated.code)
      const source = await triggers.sources.find(id)
      if (source === undefined) throw new Problem('not-found')
      return { ...source, secret }
    },
  })

  app.delete('/api/v1/trigger-sources/:id', {
    schema: {
      tags: ['worklist'],
      summary: 'Revoked: what it signs is refused from now on',
      params: z.object({ id: z.string().max(40) }),
      response: { 200: z.object({ done: z.literal(true) }) },
    },
    async handler(request) {
      const { id: staff, name, ground } = await permitted(request, sessions, 'keep-tokens')
      const by = { id: staff, name }
      const gone = await committer.run({
        type: 'worklist',
        change: 'source-revoked',
        id: request.params.id,
        by,
        ground,
      })
      if (!gone.done) throw new Problem(gone.code)
      return { done: true as const }
    },
  })
}
