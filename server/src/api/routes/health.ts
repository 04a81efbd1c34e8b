import { bearerOf } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

/** For whoever watches the process: alive, able to commit, and its figures. */
export function healthRoutes(
  app: App,
  { committer, metrics, mayReadFigures, storageTroubles: troubles, isDamaged }: Services,
): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ alive: true }))

  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const committed = await committer.run({ type: 'probe' }).then(
      () => true,
      () => false,
    )
    const able = committed && troubles().length === 0
    // With a damaged page alarms still come through: not ready would take even that away.
    const damage = isDamaged() && !troubles().includes('database-damaged') ? ['database-damaged'] : []
    return reply.status(able ? 200 : 503).send({ ready: able, troubles: [...troubles(), ...damage] })
  })

  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const { ip: address, headers } = request
    // With a trusted proxy `ip` is whom it speaks for, and that it has spoken is no secret.
    const isTold = address !== request.socket.remoteAddress
    const forwarded = !isTold && (headers['x-forwarded-for'] ?? headers.forwarded) !== undefined
    if (!mayReadFigures({ address, forwarded, bearer: bearerOf(request) })) throw new Problem('not-allowed')
    return reply.type(metrics.contentType).send(await metrics.text())
  })
}
