import { isoTime, overviewSchema } from '@kotisilta/contract'
import { permitted } from '../guard.ts'
import type { App, Services } from '../services.ts'

/** More homes than these are not listed by name. */
const UNHEARD_LISTED = 500

export function overviewRoutes(app: App, { board, patients, presence, quarantine, sessions }: Services): void {
  app.get('/api/v1/overview', {
    schema: { tags: ['overview'], summary: "The board's head line", response: { 200: overviewSchema } },
    handler: async (request) => {
      const { role, sees } = await permitted(request, sessions, 'see-overview')
      const homes = await patients.homes()
      const theirPeople = (await patients.ids()).filter((id) => sees(id))
      // A technician mends devices and sees no people; whoever cares for people sees the homes of theirs.
      const whole = role === 'technician'
      const theirs = homes.filter((home) => whole || home.patients.some(({ id }) => sees(id)))
      const unheard = theirs.filter(({ gateway }) => !presence.isOnline(gateway)).slice(0, UNHEARD_LISTED)
      return {
        patients: theirPeople.length,
        quiet: theirPeople.filter((id) => board.unresolvedOf(id) === 0).length,
        unheard: unheard.map(({ gateway, patients: residents }) => {
          const since = presence.since(gateway)
          const names = residents.filter(({ id }) => sees(id)).map(({ name }) => name)
          return { gateway, patients: names, since: since === undefined ? null : isoTime(since) }
        }),
        quarantined: await quarantine.count(),
      }
    },
  })
}
