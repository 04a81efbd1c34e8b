import { escalationSchema, type Milliseconds, type ShownTechnicalAlert, type TechnicalAlert } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { placeOf } from '../gateways/reader.ts'
import { isOver, isStillTrue } from './lifecycle.ts'

/** Resolved ones are looked back at for so long. */
const LOOKED_BACK: Milliseconds = 7 * 24 * 3_600_000
const MOST = 500
const ORDER = { open: 0, acknowledged: 1, resolved: 2 } as const

const MENDERS = ['technician', 'administrator', 'coordinator']

function climbOf(chain: string | null, names: Map<string, string>): ShownTechnicalAlert['climb'] {
  if (chain === null) return null
  const { status, due, calls } = escalationSchema.parse(JSON.parse(chain))
  if (status === 'taken') return null
  const called = calls.at(-1)?.people.map((id) => ({ id, name: names.get(id) ?? id })) ?? []
  return { status, due, called }
}

/** Technical alerts as they are read. */
export function technicalAlertReader(query: Kysely<Database>) {
  const rows = () =>
    query
      .selectFrom('technical_alert')
      .leftJoin('gateway', 'gateway.id', 'technical_alert.subject')
      .leftJoin('technical_escalation', 'technical_escalation.alert', 'technical_alert.id')
      .select(['technical_alert.body', 'gateway.home', 'technical_escalation.body as chain'])

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
      const names = await staffNames()
      return found
        .filter(({ home }) => homes === undefined || (home !== null && homes.has(home)))
        .map(({ body, place, chain }) => ({
          ...(JSON.parse(body) as TechnicalAlert),
          place,
          climb: climbOf(chain, names),
        }))
        .map((alert) => ({ ...alert, stillTrue: !isOver(alert) && isStillTrue(alert, now) }))
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

  async function staffNames(): Promise<Map<string, string>> {
    const rows = await query.selectFrom('staff').select(['id', 'name']).where('role', 'in', MENDERS).execute()
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  async function homesOf(sees?: (patient: string) => boolean): Promise<ReadonlySet<string> | undefined> {
    if (sees === undefined) return undefined
    const people = await query
      .selectFrom('patient')
      .innerJoin('gateway', 'gateway.home', 'patient.home')
      .innerJoin('technical_alert', 'technical_alert.subject', 'gateway.id')
      .select(['patient.id', 'patient.home'])
      .distinct()
      .execute()
    return new Set(people.filter(({ id }) => sees(id)).map(({ home }) => home))
  }
}

export type TechnicalAlertReader = ReturnType<typeof technicalAlertReader>
