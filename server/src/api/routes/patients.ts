import {
  type ApiScope,
  type Ground,
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
import { look } from '../looks.ts'
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

interface Asked {
  patient: string
  action: string
  scope: ApiScope
  detail?: string | undefined
}

export function patientRoutes(app: App, services: Services): void {
  const { clock, committer, events, patients, readings, sessions } = services

  /**
   * Checks, and reads while the look is being written down: nothing is answered before that is on the disk.
   * @throws Problem what `permittedToRead` throws
   */
  async function looking<T>(
    request: FastifyRequest,
    { patient, action, scope, detail }: Asked,
    read: () => T | Promise<T>,
  ): Promise<{ ground: Ground; found: T }> {
    const { id: staff, ground } = await permittedToRead(request, sessions, { ...SEEING, scope, patient })
    await look(request, committer, { staff, patient, action, ground, ...(detail !== undefined && { detail }) })
    return { ground, found: await read() }
  }

  const span = ({ from, to }: z.infer<typeof spanQuery>) => {
    const end = to === undefined ? clock.now() + DAY : Date.parse(to)
    return { from: from === undefined ? end - 2 * DAY : Date.parse(from), to: end }
  }

  app.get('/api/v1/patients', {
    schema: { tags: ['patients'], summary: 'All whom you may see', response: { 200: z.array(patientSummarySchema) } },
    handler: async (request) => {
      const { id, ground, sees } = await permittedToRead(request, sessions, { ...SEEING, scope: 'read-patients' })
      await look(request, committer, { staff: id, patient: null, action: 'patients-listed', ground })
      return (await patients.list()).filter((patient) => sees(patient.id))
    },
  })

  app.get('/api/v1/patients/:id', {
    schema: { tags: ['patients'], summary: 'One patient', params: parameters, response: { 200: patientDetailSchema } },
    handler: async (request) => {
      const { id } = request.params
      const asked = { patient: id, action: 'patient-viewed', scope: 'read-patients' } as const
      const { ground, found: patient } = await looking(request, asked, () => patients.find(id, clock.now()))
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
      const patient = request.params.id
      const viewing = { patient, action: 'readings-viewed', scope: 'read-readings', detail: kinds?.join(' ') } as const
      const range = {
        patient,
        ...span(request.query),
        ...(kinds !== undefined && { kinds }),
        ...(points !== undefined && { points }),
      }
      return (await looking(request, viewing, () => readings.range(range))).found
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
      const patient = request.params.id
      const { from, to } = span(request.query)
      const asked = { patient, action: 'events-viewed', scope: 'read-readings' } as const
      return (await looking(request, asked, () => events.range(patient, from, to))).found
    },
  })
}
