import {
  type ApiScope,
  isoTimeSchema,
  patientDetailSchema,
  patientSummarySchema,
  READING_KIND_NAMES,
  storedEventSchema,
  storedReadingSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { permittedToRead } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const SEEING = { action: 'see-patients', list: 'list-patients' } as const
const DAY = 24 * 60 * 60 * 1000

const parameters = z.object({ id: z.string().max(100) })
const kind = z.enum(READING_KIND_NAMES)
const spanQuery = z.object({ from: isoTimeSchema.optional(), to: isoTimeSchema.optional() })
const readingsQuery = spanQuery.extend({
  kind: z.union([kind, z.array(kind)]).optional(),
  points: z.coerce.number().int().min(2).max(10_000).optional(),
})

export function patientRoutes(app: App, services: Services): void {
  const { clock, committer, events, patients, readings, sessions } = services

  /** Checks, and writes down the look, before anything is read. */
  async function looking(
    request: FastifyRequest,
    patient: string,
    action: string,
    { scope, detail }: { scope: ApiScope; detail?: string | undefined },
  ) {
    const { id: staff, ground } = await permittedToRead(request, sessions, { ...SEEING, scope, patient })
    await committer.run({ type: 'look', staff, patient, action, ground, ...(detail !== undefined && { detail }) })
    return ground
  }

  const span = ({ from, to }: z.infer<typeof spanQuery>) => {
    const end = to === undefined ? clock.now() + DAY : Date.parse(to)
    return { from: from === undefined ? end - 2 * DAY : Date.parse(from), to: end }
  }

  app.get('/api/v1/patients', {
    schema: { tags: ['patients'], summary: 'All whom you may see', response: { 200: z.array(patientSummarySchema) } },
    handler: async (request) => {
      const { id, ground, sees } = await permittedToRead(request, sessions, { ...SEEING, scope: 'read-patients' })
      await committer.run({ type: 'look', staff: id, patient: null, action: 'patients-listed', ground })
      return (await patients.list()).filter((patient) => sees(patient.id))
    },
  })

  app.get('/api/v1/patients/:id', {
    schema: { tags: ['patients'], summary: 'One patient', params: parameters, response: { 200: patientDetailSchema } },
    handler: async (request) => {
      const ground = await looking(request, request.params.id, 'patient-viewed', { scope: 'read-patients' })
      const patient = await patients.find(request.params.id, clock.now())
      if (patient === undefined) throw new Problem('not-found')
      return { ...patient, ground }
    },
  })

  app.get('/api/v1/patients/:id/readings', {
    schema: {
      tags: ['patients'],
      summary: 'Readings, oldest first; `points` thins them out and keeps the peaks',
      params: parameters,
      querystring: readingsQuery,
      response: { 200: z.array(storedReadingSchema) },
    },
    handler: async (request) => {
      const { kind: asked, points } = request.query
      const kinds = asked === undefined ? undefined : [asked].flat()
      await looking(request, request.params.id, 'readings-viewed', {
        scope: 'read-readings',
        detail: kinds?.join(' '),
      })
      return readings.range({
        patient: request.params.id,
        ...span(request.query),
        ...(kinds !== undefined && { kinds }),
        ...(points !== undefined && { points }),
      })
    },
  })

  app.get('/api/v1/patients/:id/events', {
    schema: {
      tags: ['patients'],
      summary: 'What happened in the home, oldest first',
      params: parameters,
      querystring: spanQuery,
      response: { 200: z.array(storedEventSchema) },
    },
    handler: async (request) => {
      await looking(request, request.params.id, 'events-viewed', { scope: 'read-readings' })
      const { from, to } = span(request.query)
      return events.range(request.params.id, from, to)
    },
  })
}
