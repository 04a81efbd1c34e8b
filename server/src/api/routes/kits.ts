import { createdSchema, kitSchema, kitStepRequestSchema, newKitSchema } from '@kotisilta/contract'
import { z } from 'zod'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'
import { peopleDoor } from './people-door.ts'

const parameters = z.object({ id: z.string().max(64) })

/** Kits: a gateway and its devices, from one home through the wash to the next. No people. */
export function kitRoutes(app: App, services: Services): void {
  const { people, sessions } = services
  const { asked, run } = peopleDoor(services)

  app.get('/api/v1/kits', {
    schema: { tags: ['kits'], summary: 'All kits and how far each is', response: { 200: z.array(kitSchema) } },
    handler: async (request) => {
      await permitted(request, sessions, 'see-kits')
      return people.kits()
    },
  })

  app.post('/api/v1/kits', {
    schema: { tags: ['kits'], summary: 'A new kit', body: newKitSchema, response: { 200: createdSchema } },
    handler: async (request) => {
      const staff = await permitted(request, sessions, 'change-kits')
      const { created } = await run(staff, { does: 'new-kit', ...request.body })
      if (created === undefined) throw new Problem('internal')
      return { id: created }
    },
  })

  app.post('/api/v1/kits/:id/steps', {
    schema: {
      tags: ['kits'],
      summary: 'The next thing of the list has been done',
      params: parameters,
      body: kitStepRequestSchema,
      response: { 200: z.array(kitSchema) },
    },
    handler: async (request) => {
      const staff = await permitted(request, sessions, 'change-kits')
      await run(staff, { does: 'kit-step', kit: request.params.id, step: request.body.step })
      return people.kits()
    },
  })

  app.post('/api/v1/patients/:id/kit', {
    schema: {
      tags: ['kits'],
      summary: 'A kit that is ready goes to somebody',
      params: parameters,
      body: z.strictObject({ kit: z.string().max(64) }),
      response: { 200: z.object({ given: z.literal(true) }) },
    },
    handler: async (request) => {
      const staff = await asked(request, request.params.id, 'change-devices')
      await run(staff, { does: 'give-kit', kit: request.body.kit, patient: request.params.id })
      return { given: true as const }
    },
  })
}
