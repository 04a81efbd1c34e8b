import type { Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { messageStore } from './message-store.ts'
import { onAllWays } from './ways.ts'

/** Nobody's telephone rings, and nobody is sent a text message, for what can be reviewed in the morning. */
const WAYS = ['push', 'email', 'webhook'] as const

export interface Opening {
  /** ULID of the opening. */
  id: string
  patient: string
  /** Who broke the glass, and reviews others' openings only. */
  by: string
}

/**
 * Somebody looks at a person outside their reach: whoever may review that is told, in the transaction that opens it:
 * auditors, and coordinators of the area in which the person lives. Nobody is named in the message.
 */
export async function tellReviewers(
  query: Kysely<Database>,
  { id, patient, by }: Opening,
  now: Milliseconds,
): Promise<void> {
  const { area } = await query
    .selectFrom('patient')
    .innerJoin('home', 'home.id', 'patient.home')
    .select('home.area')
    .where('patient.id', '=', patient)
    .executeTakeFirstOrThrow()
  const contacts = await query
    .selectFrom('contact')
    .innerJoin('staff', 'staff.id', 'contact.staff')
    .selectAll('contact')
    .where('contact.channel', 'in', WAYS)
    .where('staff.disabled_at', 'is', null)
    .where('staff.id', '<>', by)
    .where(({ eb, or, and, exists, selectFrom }) =>
      or([
        eb('staff.role', '=', 'auditor'),
        and([
          eb('staff.role', '=', 'coordinator'),
          exists(
            selectFrom('staff_area')
              .select('staff_area.area')
              .whereRef('staff_area.staff', '=', 'staff.id')
              .where('staff_area.area', 'in', [area, '*']),
          ),
        ]),
      ]),
    )
    .execute()
  const common = { purpose: 'glass', alert: null, began: 0, round: 0, step: 0, body: JSON.stringify({ opening: id }) }
  const reviewers = [...new Set(contacts.map(({ staff }) => staff))]
  await messageStore(query).insert(
    reviewers.flatMap((person) => onAllWays({ ...common, person, priority: 'low' }, contacts, now)),
  )
}
