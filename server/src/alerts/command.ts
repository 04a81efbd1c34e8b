import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { Command, CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { staffStore } from '../identity/staff-store.ts'
import type { AlertCommand } from './lifecycle.ts'
import type { Alerts } from './store.ts'

/** What a person does with an alert: changed and logged in one transaction. */
export async function alertCommand(
  query: Kysely<Database>,
  alerts: Alerts,
  audit: AuditLog,
  { alert: id, action }: Command & { type: 'alert' },
  work: Work,
): Promise<CommandResult> {
  const command = await completed(query, action)
  if (command === undefined) return { done: false, code: 'request-invalid' }
  const result = await alerts.command(id, command, work)
  if ('refused' in result)
    return { done: false, code: result.refused, ...(result.by !== undefined && { by: result.by }) }
  const { by, ground } = action
  for (const { id: of, patient } of [result.alert, ...(result.also ?? [])]) {
    const entry = { staff: by.id, patient: patient.id, action: `alert-${action.type}`, detail: of, ground }
    await audit.record(entry, work.now)
  }
  return { done: true, alert: result.alert }
}

/** Whoever is assigned has to be somebody. */
async function completed(
  query: Kysely<Database>,
  action: (Command & { type: 'alert' })['action'],
): Promise<AlertCommand | undefined> {
  // Only whoever is there for the whole area takes more than the one alert that they have been shown.
  if (action.type === 'acknowledge') return { ...action, all: action.ground === 'area-duty' }
  if (action.type !== 'assign') return action
  const to = await staffStore(query).find(action.to)
  return to && { ...action, to: { id: to.id, name: to.name } }
}
