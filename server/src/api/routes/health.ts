import type { App, Services } from '../services.ts'

/** For whoever watches the process: alive, able to commit, and its figures. */
export function healthRoutes(app: App, { committer, metrics, storageTroubles: troubles }: Services): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ alive: true }))

  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const committed = await committer.run({ type: 'probe' }).then(
      () => true,
      () => false,
    )
    const able = committed && troubles().length === 0
    return reply.status(able ? 200 : 503).send({ ready: able, troubles: troubles() })
  })

  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  )
}
