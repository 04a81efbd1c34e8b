import type { Milliseconds } from '@kotisilta/contract'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../database/schema.ts'
import { tablesAbout } from '../tables-about.ts'

/** What is kept of somebody who has been erased: who looked, who asked, and that there was such a record. */
const STAYS: ReadonlySet<string> = new Set(['access_log', 'erasure_request', 'erased_patient'])

/**
 * Everything of one person goes, from every table that says whose a row is, in the transaction that it is in. What
 * remains is that there was a record of this id, when it went and why, and the access log, which has its own time.
 */
export async function erasePerson(
  query: Kysely<Database>,
  patient: string,
  ground: string,
  now: Milliseconds,
): Promise<void> {
  // What is deleted is overwritten, too, and not only forgotten.
  await sql`pragma secure_delete = on`.execute(query)
  await sql`pragma defer_foreign_keys = on`.execute(query)
  const series = query.selectFrom('series').select('id').where('patient', '=', patient)
  await query.deleteFrom('reading').where('series', 'in', series).execute()
  await query.deleteFrom('reading_device_time').where('series', 'in', series).execute()
  for (const { table, column } of await tablesAbout(query, 'alert')) {
    await sql`delete from ${sql.table(table)} where ${sql.ref(column)} in
      (select id from alert where patient = ${patient})`.execute(query)
  }
  for (const { table, column } of await tablesAbout(query, 'patient')) {
    if (!STAYS.has(table))
      await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${patient}`.execute(query)
  }
  await query.deleteFrom('patient').where('id', '=', patient).execute()
  await query.insertInto('erased_patient').values({ id: patient, erased_at: now, ground }).execute()
  await sql`pragma secure_delete = off`.execute(query)
}
