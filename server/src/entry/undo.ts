import type { Actor, Ground, Reading } from '@kotisilta/contract'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import { correctionStore } from '../corrections/store.ts'
import type { Entered, EntryPorts } from './enter.ts'

/** Whoever has entered readings takes them all back: they were a slip. */
export interface UndoEntry {
  type: 'undo-entry'
  patient: string
  entry: string
  by: Actor
  ground?: Ground
}

/**
 * Takes back all that an entry has stored and judges the patient anew once, as if it had never been entered. What somebody
 * has changed meanwhile stays as it is; done twice it is done once.
 */
export async function undoEntry(
  { query, ingest, audit }: EntryPorts,
  command: UndoEntry,
  work: Work,
): Promise<CommandResult> {
  const { patient, entry, by, ground } = command
  const row = await query.selectFrom('entry').selectAll().where('id', '=', entry).executeTakeFirst()
  if (row === undefined || row.patient !== patient || row.staff !== by.id) return { done: false, code: 'not-found' }
  const { answer } = JSON.parse(row.body) as { answer: Entered }
  const corrections = correctionStore(query)
  const gone: Reading[] = []
  for (const which of answer.readings) {
    const before = await ingest.readings.withdraw(patient, which)
    if (before === undefined) continue
    await corrections.record({ patient, action: 'voided', before, after: null, reason: 'typing-error', by }, work.now)
    gone.push(before)
  }
  if (gone.length > 0) await ingest.rejudge(patient, { gone, come: [] }, { by }, work)
  await audit.record({ staff: by.id, patient, action: 'entry-undone', detail: entry, ground }, work.now)
  return { done: true }
}
