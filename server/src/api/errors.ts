import { KotisiltaError, type ProblemDetails } from '@kotisilta/contract'
import type { FastifyError } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { isDamage } from '../database/damage.ts'
import { OncePer } from '../metrics/once-per.ts'
import { isProblemCode, Problem, problemDetails } from './problem.ts'
import type { App, Services } from './services.ts'

const HOUR = 3_600_000

/** Every refusal and every mistake leaves the server through here, as RFC 9457 problem+json with a closed code. */
export function handleErrors(app: App, { damaged }: Pick<Services, 'damaged'>): void {
  const logged = new OncePer(HOUR)
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    if (isDamage(error)) damaged((error as Error).message)
    const problem = toProblem(error)
    const { code, retryAfterSeconds } = problem
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
    const route = request.routeOptions.url ?? 'none'
    if (code === 'internal') request.log.error({ code, route, error }, 'a request failed')
    else if (logged.first(`${code} ${route}`, Date.now())) request.log.warn({ code, route }, 'refused')
    return reply
      .status(problem.status)
      .type('application/problem+json')
      .send(Buffer.from(JSON.stringify(problem)))
  })
}

function toProblem(error: FastifyError | Error): ProblemDetails {
  if (error instanceof Problem) return problemDetails(error.code, error.more)
  if (error instanceof KotisiltaError && isProblemCode(error.code)) return problemDetails(error.code)
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = error.validation.map(({ instancePath, message }) => ({
      path: instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: message ?? 'invalid',
    }))
    return problemDetails('request-invalid', { faults })
  }
  const { statusCode, code } = error as Partial<FastifyError>
  if (statusCode === 413) return problemDetails('body-too-large')
  if (statusCode === 415) return problemDetails('media-type-unsupported')
  if (statusCode === 429) return problemDetails('too-many-requests')
  // A path that leads out of the dashboard's files is no path.
  if (code === 'FST_STATIC_FORBIDDEN_PATH') return problemDetails('not-found')
  if (statusCode === 404) return problemDetails('not-found')
  if (statusCode === 400 || error instanceof SyntaxError) {
    return problemDetails(
      code?.startsWith('FST_ERR_CTP') || error instanceof SyntaxError ? 'body-malformed' : 'request-invalid',
    )
  }
  return problemDetails('internal')
}
