import type { FastifyRequest } from 'fastify'
import type { Look } from '../audit/journal/look.ts'
import type { Committer } from '../commit/committer.ts'
import type { App } from './services.ts'

/** Looks that are on their way to the disk, by the request that waits for them. */
const underWay = new WeakMap<FastifyRequest, Promise<unknown>[]>()

/**
 * Writes a look down while its answer is read and put into words: `answerAfterLooks` lets nothing out before it is on
 * the disk. Resolves as soon as the look is on its way.
 *
 *     await look(request, committer, { staff, patient, action: 'circle-viewed', ground })
 *     return rights.circle(patient)
 */
export async function look(request: FastifyRequest, committer: Pick<Committer, 'look'>, entry: Look): Promise<void> {
  const written = committer.look(entry)
  // It is waited for before anything is sent; until then it is nobody's failure.
  written.catch(() => {})
  underWay.set(request, [...(underWay.get(request) ?? []), written])
  await null
}

/** No answer leaves, whatever it is, before its looks are on record; if they cannot be, the answer is that. */
export function answerAfterLooks(app: App): void {
  app.addHook('onSend', (request, _reply, payload, done) => {
    const looks = underWay.get(request)
    if (looks === undefined) return done(null, payload)
    // The answer that says so has nothing to wait for.
    underWay.delete(request)
    Promise.all(looks).then(
      () => done(null, payload),
      (failure: Error) => done(failure),
    )
  })
}
