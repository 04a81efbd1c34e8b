import {
  assignDeviceSchema,
  assignmentSchema,
  endAssignmentSchema,
  movedSchema,
  moveReadingsSchema,
} from '@kotisilta/contract'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'
import { peopleDoor } from './people-door.ts'

const parameters = z.object({ id: z.string().max(100) })
/** A device handed over in the next days may be entered before. */
const AHEAD = 30 * 24 * 60 * 60 * 1000

/** Whose each device is, from when until when. */
export function peopleDeviceRoutes(app: App, services: Services): void {
  const { clock, people } = services
  const { asked, run, looked } = peopleDoor(services)

  const moment = (text: string | undefined): number => {
    const now = clock.now()
    const at = text === undefined ? now : Date.parse(text)
    if (at > now + AHEAD) throw new Problem('request-invalid', { detail: 'That is too far ahead.' })
    return at
  }

  app.get('/api/v1/patients/:id/devices', {
    schema: {
      tags: ['people'],
      summary: "Somebody's devices, and what waits in quarantine from each",
      params: parameters,
      response: { 200: z.array(assignmentSchema) },
    },
    handler: async (request) => {
      await looked(request, request.params.id, 'devices-viewed')
      return people.devices(request.params.id)
    },
  })

  app.post('/api/v1/patients/:id/devices', {
    schema: {
      tags: ['people'],
      summary: 'A device is theirs from a time on; what waits in quarantine since then is let in',
      params: parameters,
      body: assignDeviceSchema,
      response: { 200: z.array(assignmentSchema) },
    },
    handler: async (request) => {
      const { id } = request.params
      const staff = await asked(request, id, 'change-devices')
      const { device, profile, from, instead } = request.body
      await run(staff, { does: 'assign', patient: id, device, profile, from: moment(from), instead })
      return people.devices(id)
    },
  })

  app.post('/api/v1/patients/:id/devices/move', {
    schema: {
      tags: ['people'],
      summary: "What a device measured in a span was somebody else's; both people's alerts are judged anew",
      params: parameters,
      body: moveReadingsSchema,
      response: { 200: movedSchema },
    },
    handler: async (request) => {
      const { id } = request.params
      const { device, from, to, patient: owner, note } = request.body
      const staff = await asked(request, id, 'change-devices')
      if (!staff.sees(owner, 'change-devices')) throw new Problem('not-found')
      const span = { from: Date.parse(from), to: Date.parse(to) }
      const { count } = await run(staff, { does: 'move-readings', patient: id, device, ...span, owner, note })
      return { moved: count ?? 0 }
    },
  })

  app.post('/api/v1/patients/:id/devices/:assignment/end', {
    schema: {
      tags: ['people'],
      summary: 'A device is theirs no more',
      params: parameters.extend({ assignment: z.string().max(40) }),
      body: endAssignmentSchema,
      response: { 200: z.array(assignmentSchema) },
    },
    handler: async (request) => {
      const { id } = request.params
      const assignment = Number(request.params.assignment) || 0
      const staff = await asked(request, id, 'change-devices')
      await run(staff, { does: 'end-assignment', patient: id, assignment, until: moment(request.body.until) })
      return people.devices(id)
    },
  })
}
