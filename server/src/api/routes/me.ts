import { accessPageSchema, giveOwnConsentSchema, isoTime, ownPageSchema } from '@kotisilta/contract'
import { z } from 'zod'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'
import { ownView } from './own-view.ts'

/**
 * How far back people are told who looked: older entries only for a special reason, which is then for a human to weigh
 * (the Data Protection Ombudsman on Act 703/2023).
 */
const TWO_YEARS = 2 * 365 * 24 * 3_600_000

const ofPatient = z.object({ id: z.string().max(100) })

/** What a client sees of their own, and what a relative sees of somebody who has agreed to it. */
export function meRoutes(app: App, services: Services): void {
  const { accessLog, clock, committer, rights, sessions } = services

  app.get('/api/v1/me', {
    schema: { tags: ['me'], summary: 'How it goes, as far as it was agreed', response: { 200: ownPageSchema } },
    handler: async (request) => {
      const { id: staff, sees, ground } = await permitted(request, sessions, 'see-own-page')
      const people = await rights.letInTo(staff, clock.now())
      const looks = people.map(({ id: patient, holder }) => ({
        patient,
        ground: holder === 'self' ? ('own-data' as const) : holder === 'guardian' ? ('guardianship' as const) : ground,
      }))
      await Promise.all(looks.map((look) => committer.look({ staff, action: 'own-page-viewed', ...look })))
      return {
        phone: services.phone,
        people: await Promise.all(
          people.map((person) => ownView(services, person, (action) => sees(person.id, action))),
        ),
      }
    },
  })

  app.get('/api/v1/me/:id/access-log', {
    schema: {
      tags: ['me'],
      summary: 'Who has looked, in the last two years, newest first',
      params: ofPatient,
      querystring: z.object({ before: z.coerce.number().int().min(1).optional() }),
      response: { 200: accessPageSchema },
    },
    handler: async (request) => {
      const patient = request.params.id
      const { id: staff, ground } = await permitted(request, sessions, 'see-own-access-log', { patient })
      await committer.run({ type: 'look', staff, patient, action: 'own-log-viewed', ground })
      const from = clock.now() - TWO_YEARS
      const page = await accessLog.search({ patient, from, before: request.query.before, limit: 200 })
      // Details are for those who work here: they hold numbers of things, and reasons that others have written.
      return { ...page, entries: page.entries.map((entry) => ({ ...entry, detail: null })) }
    },
  })

  app.post('/api/v1/me/:id/consents', {
    schema: {
      tags: ['me'],
      summary: 'Somebody may see what is named, from now on; said by the client or a guardian',
      params: ofPatient,
      body: giveOwnConsentSchema,
      response: { 200: z.object({ id: z.string() }) },
    },
    handler: async (request) => {
      const patient = request.params.id
      const staff = await permitted(request, sessions, 'decide-own-consents', { patient })
      const by = { id: staff.id, name: staff.name }
      const { username, scopes, until } = request.body
      const change = {
        change: 'give-consent',
        patient,
        username,
        holder: 'relative',
        scopes,
        until: until === undefined ? null : Date.parse(until),
        given: `${staff.name}, Kotisilta`,
      } as const
      const result = await committer.run({ type: 'rights', by, ground: staff.ground, change })
      if (!result.done) throw new Problem(result.code)
      return { id: result.created ?? '' }
    },
  })

  app.post('/api/v1/me/:id/consents/:which/withdraw', {
    schema: {
      tags: ['me'],
      summary: 'Not any more, from now on',
      params: ofPatient.extend({ which: z.string().max(40) }),
      response: { 200: z.object({ done: z.literal(true), at: z.string() }) },
    },
    handler: async (request) => {
      const { id: patient, which: id } = request.params
      const staff = await permitted(request, sessions, 'decide-own-consents', { patient })
      const by = { id: staff.id, name: staff.name }
      const change = { change: 'withdraw-consent', patient, id } as const
      const result = await committer.run({ type: 'rights', by, ground: staff.ground, change })
      if (!result.done) throw new Problem(result.code)
      return { done: true as const, at: isoTime(clock.now()) }
    },
  })
}
