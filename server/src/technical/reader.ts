import type { Milliseconds, ShownTechnicalAlert, TechnicalAlert } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { placeOf } from '../gateways/reader.ts'
import { isStillTrue } from './lifecycle.ts'

/** Resolved ones are looked back at for so long. */
const LOOKED_BACK: Milliseconds = 7 * 24 * 3_600_000
const MOST = 500
const ORDER = { open: 0, acknowledged: 1, resolved: 2 } as const

/** Technical alerts as they are read. */
export function technicalAlertReader(query: Kysely<Database>) {
  const rows = () =>
    query
      .selectFrom('technical_alert')
      .leftJoin('gateway', 'gateway.id', 'technical_alert.gateway')
      .select(['technical_alert.body', 'gateway.home'])

  return {
    /**
     * Those that are open first, then by gravity and newness.
     * @param sees whether somebody of a home may be seen; absent: whoever asks sees every gateway and nobody's name
     */
    async list(now: Milliseconds, sees?: (patient: string) => boolean): Promise<ShownTechnicalAlert[]> {
      const found = await rows()
        .select(placeOf('gateway.home').as('place'))
        .where((where) => where.or([where('status', '<>', 'resolved'), where('last_at', '>', now - LOOKED_BACK)]))
        .orderBy('last_at', 'desc')
        .limit(MOST)
        .execute()
      const homes = await homesOf(sees)
      return found
        .filter(({ home }) => homes === undefined || (home !== null && homes.has(home)))
        .map(({ body, place }) => ({ ...(JSON.parse(body) as TechnicalAlert), place }))
        .map((alert) => ({ ...alert, stillTrue: isStillTrue(alert, now) }))
        .sort((a, b) => ORDER[a.status] - ORDER[b.status] || b.priority.localeCompare(a.priority))
    },

    /** How many nobody has taken. */
    async open(sees?: (patient: string) => boolean): Promise<number> {
      const [found, homes] = await Promise.all([rows().where('status', '=', 'open').execute(), homesOf(sees)])
      return found.filter(({ home }) => homes === undefined || (home !== null && homes.has(home))).length
    },

    /** The home of an alert's gateway, and who lives there. */
    async concerned(id: string): Promise<string[] | undefined> {
      const row = await rows().where('technical_alert.id', '=', id).executeTakeFirst()
      if (row === undefined) return undefined
      if (row.home === null) return []
      const people = await query.selectFrom('patient').select('id').where('home', '=', row.home).execute()
      return people.map((person) => person.id)
    },
  }

  async function homesOf(sees?: (patient: string) => boolean): Promise<ReadonlySet<string> | undefined> {
    if (sees === undefined) return undefined
    const people = await query
      .selectFrom('patient')
      .innerJoin('gateway', 'gateway.home', 'patient.home')
      .innerJoin('technical_alert', 'technical_alert.gateway', 'gateway.id')
      .select(['patient.id', 'patient.home'])
      .distinct()
      .execute()
    return new Set(people.filter(({ id }) => sees(id)).map(({ home }) => home))
  }
}

export type TechnicalAlertReader = ReturnType<typeof technicalAlertReader>
