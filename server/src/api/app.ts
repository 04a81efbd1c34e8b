import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import statics from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { LogController } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { DASHBOARD } from '../dashboard-files.ts'
import { handleErrors } from './errors.ts'
import { answerAfterLooks } from './looks.ts'
import { originIsOwn } from './origin.ts'
import { Problem } from './problem.ts'
import { accessLogRoutes } from './routes/access-log.ts'
import { accountRoutes } from './routes/account.ts'
import { alertRoutes } from './routes/alerts.ts'
import { aliveTestRoutes } from './routes/alive-tests.ts'
import { areaPlanRoutes } from './routes/area-plans.ts'
import { areaRoutes } from './routes/areas.ts'
import { circleRoutes } from './routes/circle.ts'
import { contactRoutes } from './routes/contacts.ts'
import { correctionRoutes } from './routes/corrections.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { entryRoutes } from './routes/entry.ts'
import { evaluationRoutes } from './routes/evaluation.ts'
import { gatewayRoutes } from './routes/gateways.ts'
import { glassRoutes } from './routes/glass.ts'
import { handoverRoutes } from './routes/handover.ts'
import { healthRoutes } from './routes/health.ts'
import { homeCommandRoutes } from './routes/home-commands.ts'
import { installationTestRoutes } from './routes/installation-tests.ts'
import { itemsRoutes } from './routes/items.ts'
import { kitRoutes } from './routes/kits.ts'
import { meRoutes } from './routes/me.ts'
import { oidcRoutes } from './routes/oidc.ts'
import { onCallRoutes } from './routes/on-call.ts'
import { onCallCalendarRoutes } from './routes/on-call-calendars.ts'
import { onCallChangeRoutes } from './routes/on-call-changes.ts'
import { onCallOwnRoutes } from './routes/on-call-own.ts'
import { overviewRoutes } from './routes/overview.ts'
import { paperRoutes } from './routes/papers.ts'
import { patientRoutes } from './routes/patients.ts'
import { peopleRoutes } from './routes/people.ts'
import { peopleDeviceRoutes } from './routes/people-devices.ts'
import { peopleExportRoutes } from './routes/people-export.ts'
import { peopleImportRoutes } from './routes/people-import.ts'
import { planResourceRoutes } from './routes/plan-resources.ts'
import { planSettingRoutes } from './routes/plan-settings.ts'
import { planTemplateRoutes } from './routes/plan-templates.ts'
import { planRoutes } from './routes/plans.ts'
import { quarantineRoutes } from './routes/quarantine.ts'
import { receiptRoutes } from './routes/receipts.ts'
import { relativeCallRoutes } from './routes/relative-calls.ts'
import { screenRoutes } from './routes/screen.ts'
import { sessionRoutes } from './routes/session.ts'
import { staffRoutes } from './routes/staff.ts'
import { taskRoutes } from './routes/tasks.ts'
import { technicalAlertRoutes } from './routes/technical-alerts.ts'
import { todayRoutes } from './routes/today.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { triggerSourceRoutes } from './routes/trigger-sources.ts'
import { triggerRoutes } from './routes/triggers.ts'
import { worklistRoutes } from './routes/worklist.ts'
import type { App, Services } from './services.ts'

const BODY_BYTES = 64 * 1024
/** From one address, behind which a whole ward may sit: against floods, not against people. */
const REQUESTS_A_MINUTE = 6_000

/** How the HTTP face is reached. */
export interface Reach {
  trustedProxies: readonly string[]
  /** PEM; absent: plain, on this machine or behind a proxy that speaks TLS. */
  tls?: { certificate: string; key: string }
}

/** RFC 6797: for a year nothing but TLS, once a browser has come that way. */
const HSTS = 'max-age=31536000; includeSubDomains'

/** The HTTP face: REST described by OpenAPI, health, figures, and the dashboard's files. */
export async function buildApp(services: Services, log: Logger, { trustedProxies, tls }: Reach): Promise<App> {
  const app: App = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES,
    serverFactory: (handler) =>
      tls === undefined
        ? createServer(handler)
        : createTlsServer({ cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2' }, handler),
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // A form of another site can send this without asking first; nothing here wants it.
  app.removeContentTypeParser('text/plain')
  handleErrors(app, services)
  answerAfterLooks(app)

  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
        'upgrade-insecure-requests': null,
      },
    },
    strictTransportSecurity: false,
  })
  await app.register(cookie)
  await app.register(rateLimit, {
    max: REQUESTS_A_MINUTE,
    timeWindow: '1 minute',
    // What homes send is never limited here, nor the watchdog's questions, nor the page itself.
    allowList: (request) => !request.url.startsWith('/api/') || request.url.startsWith('/api/v1/items'),
  })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Kotisilta', version: '0.1.0', license: { name: 'EUPL-1.2' } } },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs' })

  app.addHook('onRequest', async (request) => {
    if (!originIsOwn(request.headers.origin, request.headers.host)) throw new Problem('origin-refused')
  })
  app.addHook('onSend', async (request, reply) => {
    if (request.protocol === 'https') reply.header('strict-transport-security', HSTS)
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })

  sessionRoutes(app, services)
  oidcRoutes(app, services)
  screenRoutes(app, services)
  accountRoutes(app, services)
  staffRoutes(app, services)
  alertRoutes(app, services)
  patientRoutes(app, services)
  correctionRoutes(app, services)
  planRoutes(app, services)
  planResourceRoutes(app, services)
  planSettingRoutes(app, services)
  planTemplateRoutes(app, services)
  areaPlanRoutes(app, services)
  entryRoutes(app, services)
  taskRoutes(app, services)
  worklistRoutes(app, services)
  todayRoutes(app, services)
  handoverRoutes(app, services)
  paperRoutes(app, services)
  evaluationRoutes(app, services)
  triggerSourceRoutes(app, services)
  overviewRoutes(app, services)
  onCallRoutes(app, services)
  onCallChangeRoutes(app, services)
  onCallOwnRoutes(app, services)
  onCallCalendarRoutes(app, services)
  relativeCallRoutes(app, services)
  quarantineRoutes(app, services)
  circleRoutes(app, services)
  glassRoutes(app, services)
  areaRoutes(app, services)
  accessLogRoutes(app, services)
  meRoutes(app, services)
  gatewayRoutes(app, services)
  homeCommandRoutes(app, services)
  technicalAlertRoutes(app, services)
  tokenRoutes(app, services)
  healthRoutes(app, services)
  peopleRoutes(app, services)
  peopleDeviceRoutes(app, services)
  peopleExportRoutes(app, services)
  kitRoutes(app, services)
  contactRoutes(app, services)
  deliveryRoutes(app, services)
  aliveTestRoutes(app, services)
  installationTestRoutes(app, services)
  await app.register(async (scope) => receiptRoutes(scope, services))
  await app.register(async (scope) => peopleImportRoutes(scope, services))
  await app.register(async (scope) => itemsRoutes(scope, services))
  await app.register(async (scope) => triggerRoutes(scope, services))
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  await serveDashboard(app)
  await app.ready()
  return app
}

/** Any path that is not the API's is a screen of the dashboard. */
async function serveDashboard(app: App): Promise<void> {
  const built = existsSync(`${DASHBOARD}index.html`)
  if (built) await app.register(statics, { root: DASHBOARD, index: 'index.html', wildcard: true })
  app.setNotFoundHandler((request, reply) => {
    const screen =
      request.method === 'GET' &&
      !/^\/(api|fhir)\//.test(request.url) &&
      !/\.\w+$/.test(request.url.split('?')[0] ?? '')
    if (!screen) throw new Problem('not-found')
    if (!built) return reply.type('text/plain').send('The dashboard is not built. Run: npm run build\n')
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
