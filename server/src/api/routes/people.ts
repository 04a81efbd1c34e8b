import {
  createdSchema,
  editPatientSchema,
  lifeStepSchema,
  newPatientSchema,
  patientChangeSchema,
  patientRecordSchema,
  peopleChoicesSchema,
  revealedIdentitySchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { RecordChanges } from '../../people/commands.ts'
import { birthYearIn, newPatientId, sealedFrom } from '../../people/outside.ts'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'
import { peopleDoor } from './people-door.ts'

const parameters = z.object({ id: z.string().max(100) })

/** What is written down about people, and their way through the service. */
export function peopleRoutes(app: App, services: Services): void {
  const { clock, committer, people, sessions, vault } = services
  const { asked, run, looked } = peopleDoor(services)
  const identityFrom = (text: string | null) => {
    const identity = sealedFrom(text, vault)
    if (identity === 'identity-invalid') throw new Problem('identity-invalid')
    return identity
  }

  app.get('/api/v1/people/choices', {
    schema: {
      tags: ['people'],
      summary: 'Areas, nurses and kits to choose from',
      response: { 200: peopleChoicesSchema },
    },
    handler: async (request) => {
      await permitted(request, sessions, 'list-patients')
      return people.choices()
    },
  })

  app.post('/api/v1/patients', {
    schema: { tags: ['people'], summary: 'Somebody new', body: newPatientSchema, response: { 200: createdSchema } },
    handler: async (request) => {
      const staff = await permitted(request, sessions, 'add-patients')
      const { personalIdentity, kit, ...fields } = request.body
      const identity = identityFrom(personalIdentity)
      const person = {
        ...fields,
        birthYear: birthYearIn(personalIdentity) ?? fields.birthYear,
        id: newPatientId(clock.now()),
        identity,
      }
      await run(staff, { does: 'add', people: [person], how: 'added', kit })
      return { id: person.id }
    },
  })

  app.get('/api/v1/patients/:id/record', {
    schema: {
      tags: ['people'],
      summary: 'All that is written down about somebody',
      params: parameters,
      response: { 200: patientRecordSchema },
    },
    handler: async (request) => {
      await looked(request, request.params.id, 'record-viewed')
      const record = await people.record(request.params.id)
      if (record === undefined) throw new Problem('not-found')
      return record
    },
  })

  app.patch('/api/v1/patients/:id/record', {
    schema: {
      tags: ['people'],
      summary: 'Change it, if nobody else has since it was read',
      params: parameters,
      body: editPatientSchema,
      response: { 200: patientRecordSchema },
    },
    handler: async (request) => {
      const staff = await asked(request, request.params.id, 'edit-patient')
      const { version, changes } = request.body
      const { personalIdentity, ...fields } = changes
      const recordChanges: RecordChanges = {
        ...fields,
        ...(personalIdentity !== undefined && { identity: identityFrom(personalIdentity) }),
      } as RecordChanges
      const born = birthYearIn(personalIdentity ?? null)
      if (born !== undefined) recordChanges.birthYear = born
      await run(staff, { does: 'edit', patient: request.params.id, version, changes: recordChanges })
      return recordOf(request.params.id)
    },
  })

  app.get('/api/v1/patients/:id/history', {
    schema: {
      tags: ['people'],
      summary: 'Who changed what, and what it was before; newest first',
      params: parameters,
      response: { 200: z.array(patientChangeSchema) },
    },
    handler: async (request) => {
      await looked(request, request.params.id, 'history-viewed')
      return people.history(request.params.id)
    },
  })

  app.post('/api/v1/patients/:id/identity/reveal', {
    schema: {
      tags: ['people'],
      summary: 'The whole personal identity code; each time it is shown is in the log',
      params: parameters,
      response: { 200: revealedIdentitySchema },
    },
    handler: async (request) => {
      const { id } = request.params
      const staff = await asked(request, id, 'reveal-identity')
      const look = {
        staff: staff.id,
        patient: id,
        action: 'identity-revealed',
        ground: staff.ground,
      } as const
      await committer.look(look)
      const sealed = await people.sealedIdentity(id)
      if (sealed === null) throw new Problem('not-found')
      return { personalIdentity: vault.open(sealed) }
    },
  })

  app.post('/api/v1/patients/:id/life', {
    schema: {
      tags: ['people'],
      summary: 'Admission, hospital, return, death, leaving, or taking the last of them back',
      params: parameters,
      body: lifeStepSchema,
      response: { 200: patientRecordSchema },
    },
    handler: async (request: FastifyRequest<{ Params: { id: string }; Body: z.infer<typeof lifeStepSchema> }>) => {
      const staff = await asked(request, request.params.id, 'change-service')
      await run(staff, { does: 'step', patient: request.params.id, step: request.body })
      return recordOf(request.params.id)
    },
  })

  async function recordOf(id: string) {
    const record = await people.record(id)
    if (record === undefined) throw new Problem('not-found')
    return record
  }
}
