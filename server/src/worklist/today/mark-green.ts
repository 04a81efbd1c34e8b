import { newUlid } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../../audit/store.ts'
import type { CommandResult } from '../../commit/commands.ts'
import type { Work } from '../../commit/work.ts'
import type { Database } from '../../database/schema.ts'
import type { WorklistChange } from '../commands.ts'

type Change<Name extends WorklistChange['change']> = Extract<WorklistChange, { change: Name }>
const UNFINISHED = ['open', 'claimed']

/** Somebody has seen that these are well. Whoever is not well at this moment is left out: it is asked here, not on a screen. */
export async function markGreen(
  query: Kysely<Database>,
  audit: AuditLog,
  { by, ground, patients, undoUntil }: Change<'green-seen'>,
  work: Work,
): Promise<CommandResult> {
  const busy = await busyAmong(query, patients)
  const well = [...new Set(patients)].filter((patient) => !busy.has(patient))
  if (well.length === 0) return { done: true, count: 0 }
  const id = newUlid(work.now)
  await query
    .insertInto('green_seen')
    .values({ id, staff: by.id, at: work.now, undo_until: undoUntil, undone_at: null })
    .execute()
  for (const patient of well) {
    await query.insertInto('green_seen_patient').values({ seen: id, patient }).execute()
    await audit.record({ staff: by.id, patient, action: 'green-seen', detail: id, ground }, work.now)
  }
  return { done: true, created: id, count: well.length }
}

/** Taken back by whoever did it, as long as that is possible. */
export async function undoGreen(
  query: Kysely<Database>,
  audit: AuditLog,
  { by, ground, seen }: Change<'green-undone'>,
  work: Work,
): Promise<CommandResult> {
  const row = await query.selectFrom('green_seen').selectAll().where('id', '=', seen).executeTakeFirst()
  if (row === undefined || row.staff !== by.id) return { done: false, code: 'not-found' }
  if (row.undone_at !== null) return { done: true }
  if (row.undo_until < work.now) return { done: false, code: 'undo-too-late' }
  await query.updateTable('green_seen').set({ undone_at: work.now }).where('id', '=', seen).execute()
  const rows = await query.selectFrom('green_seen_patient').select('patient').where('seen', '=', seen).execute()
  for (const { patient } of rows) {
    await audit.record({ staff: by.id, patient, action: 'green-undone', detail: seen, ground }, work.now)
  }
  return { done: true, count: rows.length }
}

/** Those among them with an unresolved alert, or anything to be done. */
async function busyAmong(query: Kysely<Database>, patients: readonly string[]): Promise<Set<string>> {
  const list = [...patients]
  const alerts = query
    .selectFrom('alert')
    .select('patient')
    .where('patient', 'in', list)
    .where('status', '<>', 'resolved')
  const tasks = query
    .selectFrom('task')
    .select('patient')
    .where('patient', 'in', list)
    .where('status', 'in', UNFINISHED)
  const work = query
    .selectFrom('work_item')
    .select('patient')
    .where('patient', 'in', list)
    .where('status', 'in', UNFINISHED)
  const rows = [...(await alerts.execute()), ...(await tasks.execute()), ...(await work.execute())]
  return new Set(rows.flatMap(({ patient }) => patient ?? []))
}
