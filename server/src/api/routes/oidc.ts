import type { ProviderRefusal } from '@kotisilta/contract'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { cookieIn } from '../../identity/cookie.ts'
import { arrivalOf, cookieJar } from '../arrival.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

/** A path of ours and nothing else: whoever signs in must not end up on somebody else's page. */
export const ownPath = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])[\w\-./?=&%]{0,300}$/.test(path) ? path : '/'

/** The way through the organisation's own sign-in, and back. */
export function oidcRoutes(app: App, { identity }: Services): void {
  const { oidc, sessions } = identity
  if (oidc === undefined) return
  const refusal = (code: ProviderRefusal) => `/sign-in?refused=${code}`

  app.get('/api/v1/oidc/start', {
    schema: { hide: true, querystring: z.object({ from: z.string().max(400).optional() }) },
    handler: async (request, reply) => {
      const started = await oidc.start(ownPath(request.query.from))
      if ('noEntry' in started) {
        request.log.warn({ code: started.noEntry, error: started.cause }, 'the provider of sign-ins')
        return reply.redirect(refusal(started.noEntry))
      }
      cookieJar(request, reply, identity).arriving(started.arriving, true)
      return reply.redirect(started.redirect)
    },
  })

  app.get('/api/v1/oidc/callback', {
    schema: { hide: true },
    handler: async (request, reply) => {
      const arriving = cookieIn(request.headers.cookie, sessions.cookies.arriving)
      const answer = new URL(request.url, 'http://localhost')
      const finished = await oidc.finish(arriving, answer, arrivalOf(request))
      if ('noEntry' in finished) {
        const { code, error } = (finished.cause ?? {}) as { code?: string; error?: string }
        request.log.warn({ code: finished.noEntry, cause: code, error }, 'the provider of sign-ins')
        return reply.redirect(refusal(finished.noEntry))
      }
      cookieJar(request, reply, identity).opened(finished.opened)
      return reply.redirect(finished.returnTo)
    },
  })

  app.register(async (scope: FastifyInstance) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    )
    scope.post('/api/v1/oidc/back-channel-logout', {
      schema: { hide: true },
      handler: async (request, reply) => {
        const token = request.body instanceof URLSearchParams ? request.body.get('logout_token') : null
        if (token === null || !(await oidc.signedOutThere(token))) throw new Problem('request-invalid')
        return reply.status(200).send()
      },
    })
  })
}
