import {
  gatewayIdSchema,
  installationTestSchema,
  installationTestStartedSchema,
  startInstallationTestSchema,
  tryDeviceSchema,
} from '@kotisilta/contract'
import { z } from 'zod'
import type { InstallationTestCommand } from '../../installation-test/command.ts'
import { type Permitted, permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const tags = ['installation-tests']
const ofTest = z.object({ id: z.string().max(100) })
const done = z.object({ done: z.literal(true) })

/**
 * The devices of a home are tried without calling anybody: a technician begins and ends it, and has one device in hand at a
 * time; whoever is on call sees it, and says when something was meant in earnest.
 */
export function installationTestRoutes(app: App, { clock, committer, installationTests, sessions }: Services): void {
  const seesEveryHome = ({ role }: Permitted): boolean => role === 'technician'

  async function run(staff: Permitted, command: WithoutWho): Promise<string | undefined> {
    const by = { id: staff.id, name: staff.name }
    const result = await committer.run({ ...command, by, ground: staff.ground })
    if (!result.done) throw new Problem(result.code, result.by === undefined ? {} : { detail: result.by.name })
    return result.created
  }

  app.get('/api/v1/installation-tests', {
    schema: {
      tags,
      summary: 'Tests that run, and those of the last twelve hours; people only for those who look after them',
      response: { 200: z.array(installationTestSchema) },
    },
    async handler(request) {
      const staff = await permitted(request, sessions, 'see-installation-tests')
      const everyHome = seesEveryHome(staff)
      return installationTests.list(clock.now(), { everyHome, sees: (patient) => !everyHome && staff.sees(patient) })
    },
  })

  app.post('/api/v1/gateways/:id/installation-test', {
    schema: {
      tags,
      summary: 'Begins to try the devices of a home; it ends by itself',
      params: z.object({ id: gatewayIdSchema }),
      body: startInstallationTestSchema,
      response: { 200: installationTestStartedSchema },
    },
    async handler(request) {
      const staff = await permitted(request, sessions, 'command-gateways')
      const { minutes } = request.body
      const command = { type: 'installation-test', action: 'start', gateway: request.params.id, minutes } as const
      return { id: (await run(staff, command)) ?? '' }
    },
  })

  app.post('/api/v1/installation-tests/:id/device', {
    schema: {
      tags,
      summary: 'This device is in my hand: what it says within three minutes is a test. One at a time',
      params: ofTest,
      body: tryDeviceSchema,
      response: { 200: done },
    },
    async handler(request) {
      const staff = await permitted(request, sessions, 'command-gateways')
      const { device } = request.body
      await run(staff, { type: 'installation-test', action: 'try', test: request.params.id, device })
      return { done: true as const }
    },
  })

  app.post('/api/v1/installation-tests/:id/end', {
    schema: { tags, summary: 'Ends it', params: ofTest, response: { 200: done } },
    async handler(request) {
      const staff = await permitted(request, sessions, 'command-gateways')
      await run(staff, { type: 'installation-test', action: 'end', test: request.params.id })
      return { done: true as const }
    },
  })

  app.post('/api/v1/installation-tests/items/:id/real', {
    schema: {
      tags,
      summary: 'It was meant in earnest: it is judged as any other, with its own time',
      params: ofTest,
      response: { 200: done },
    },
    async handler(request) {
      const staff = await permitted(request, sessions, 'see-installation-tests')
      const people = await installationTests.concerned(request.params.id)
      const theirs = people?.find((patient) => staff.sees(patient))
      if (people === undefined || (theirs === undefined && !seesEveryHome(staff))) throw new Problem('not-found')
      const patient = seesEveryHome(staff) ? null : (theirs ?? null)
      await run(staff, { type: 'installation-test', action: 'real', item: request.params.id, patient })
      return { done: true as const }
    },
  })
}

type WithoutWho = InstallationTestCommand extends infer Each
  ? Each extends { by: unknown }
    ? Omit<Each, 'by' | 'ground'>
    : never
  : never
