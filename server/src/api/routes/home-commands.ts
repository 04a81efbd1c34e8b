import {
  gatewayCommandRequestSchema,
  gatewayIdSchema,
  HOME_COMMAND_ARGS,
  type HomeCommandName,
  homeCommandSchema,
  isoTime,
  newUlid,
  patientCommandRequestSchema,
} from '@kotisilta/contract'
import { z } from 'zod'
import { LIFETIME } from '../../commands-to-homes/lifecycle.ts'
import type { NewHomeCommand } from '../../commands-to-homes/store.ts'
import { OncePer } from '../../metrics/once-per.ts'
import { type Permitted, permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const LOOK_MS = 10 * 60_000
const ofGateway = z.object({ id: gatewayIdSchema })
const ofPatient = z.object({ id: z.string().max(100) })

/** What is asked of homes, and what became of it. A technician asks the gateway; whoever looks after a person asks about that person. */
export function homeCommandRoutes(app: App, { clock, committer, sessions, homeCommands, presence }: Services): void {
  const looks = new OncePer(LOOK_MS)

  /** @throws Problem `request-invalid` */
  function argsOf(command: HomeCommandName, given: unknown): Record<string, unknown> {
    const args = HOME_COMMAND_ARGS[command].safeParse(given)
    if (args.success) return args.data
    const detail = args.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
    throw new Problem('request-invalid', { detail })
  }

  async function send(staff: Permitted, ask: Omit<NewHomeCommand, 'id' | 'by' | 'expires'>) {
    const now = clock.now()
    const by = { id: staff.id, name: staff.name }
    const expires = isoTime(now + LIFETIME[ask.command])
    const result = await committer.run({
      type: 'command-home',
      ask: { ...ask, id: newUlid(now), by, expires },
      ground: staff.ground,
    })
    if (!result.done) throw new Problem(result.code)
    const command = await homeCommands.find(result.created ?? '')
    if (command === undefined) throw new Problem('internal')
    return command
  }

  app.get('/api/v1/gateways/:id/commands', {
    schema: {
      tags: ['gateways'],
      summary: 'What was asked of a gateway, the newest first. No people',
      params: ofGateway,
      response: { 200: z.array(homeCommandSchema) },
    },
    async handler(request) {
      const { id: staff, ground } = await permitted(request, sessions, 'command-gateways')
      const detail = request.params.id
      await look(request, committer, { staff, patient: null, action: 'gateway-commands-listed', ground, detail })
      // What was asked of a person is not a technician's to see, nor who the person is.
      return (await homeCommands.ofGateway(request.params.id)).filter(({ patient }) => patient === null)
    },
  })

  app.post('/api/v1/gateways/:id/commands', {
    schema: {
      tags: ['gateways'],
      summary: 'Asks a gateway to pair, to show a device, to update or to start again',
      params: ofGateway,
      body: gatewayCommandRequestSchema,
      response: { 200: homeCommandSchema },
    },
    async handler(request) {
      const staff = await permitted(request, sessions, 'command-gateways')
      const { command, args } = request.body
      return send(staff, { gateway: request.params.id, patient: null, command, args: argsOf(command, args) })
    },
  })

  app.get('/api/v1/patients/:id/commands', {
    schema: {
      tags: ['patients'],
      summary: 'What was asked of somebody’s home, the newest first',
      params: ofPatient,
      response: { 200: z.array(homeCommandSchema) },
    },
    async handler(request) {
      const { id: patient } = request.params
      const { id: staff, ground } = await permitted(request, sessions, 'command-home', { patient })
      // A screen asks again and again while a question waits for its answer: that is one look.
      const who = `${staff} ${patient}`
      if (!looks.seen(who, Date.now())) {
        await committer.look({ staff, patient, action: 'home-commands-viewed', ground })
        // Only now: one that could not be written down is tried again with the next answer.
        looks.first(who, Date.now())
      }
      return homeCommands.ofPatient(patient)
    },
  })

  app.post('/api/v1/patients/:id/commands', {
    schema: {
      tags: ['patients'],
      summary: 'Asks a person through a device of theirs, shows or tries one, or takes a new one',
      params: ofPatient,
      body: patientCommandRequestSchema,
      response: { 200: homeCommandSchema },
    },
    async handler(request) {
      const { id: patient } = request.params
      const staff = await permitted(request, sessions, 'command-home', { patient })
      const { command } = request.body
      const devices = homeCommands.devicesOf(patient, clock.now())
      const asks = command === 'ask' || command === 'measure-again'
      const args = argsOf(command, asks ? { ...request.body.args, devices } : request.body.args)
      // Nobody tries or looks for what is somebody else's.
      if ('device' in args && command !== 'pair' && !devices.includes(args.device as string))
        throw new Problem('not-found')
      const gateways = homeCommands.gatewaysOf(patient)
      const gateway = gateways.find(presence.isOnline) ?? gateways[0]
      if (gateway === undefined) throw new Problem('not-found')
      return send(staff, { gateway, patient, command, args })
    },
  })
}
