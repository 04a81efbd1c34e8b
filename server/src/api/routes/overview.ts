import { isoTime, overviewSchema } from '@kotisilta/contract'
import { permitted } from '../guard.ts'
import type { App, Services } from '../services.ts'

/** More homes than these are not listed by name. */
const UNHEARD_LISTED = 500

export function overviewRoutes(app: App, { board, patients, presence, quarantine, sessions }: Services): void {
  app.get('/api/v1/overview', {
    schema: { tags: ['overview'], summary: "The board's head line", response: { 200: overviewSchema } },
    handler: async (request) => {
      await permitted(request, sessions, 'see-patients')
      const homes = await patients.homes()
      const count = await patients.count()
      const unheard = homes.filter(({ gateway }) => !presence.isOnline(gateway)).slice(0, UNHEARD_LISTED)
      return {
        patients: count,
        quiet: count - board.patientsWithAlerts(),
        unheard: unheard.map(({ gateway, patients: names }) => {
          const since = presence.since(gateway)
          return { gateway, patients: names, since: since === undefined ? null : isoTime(since) }
        }),
        quarantined: await quarantine.count(),
      }
    },
  })
}
