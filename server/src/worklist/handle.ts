import { isoTime, TRIGGERS } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { WorklistChange, WorklistCommand } from './commands.ts'
import { applyWork, isAhead, isUnfinished } from './lifecycle.ts'
import { promiseEnded, promisesDue } from './promises.ts'
import { reconcile } from './reconcile.ts'
import { workStore } from './store.ts'
import { markGreen, undoGreen } from './today/mark-green.ts'
import { sourceStore } from './triggers/source-store.ts'

export interface WorklistPorts {
  query: Kysely<Database>
  ingest: Ingest
  audit: AuditLog
}

type Change<Name extends WorklistChange['change']> = Extract<WorklistChange, { change: Name }>

/** Changed and logged in one transaction. */
export async function worklistCommand(
  ports: WorklistPorts,
  command: WorklistCommand,
  work: Work,
): Promise<CommandResult> {
  const { query, audit } = ports
  switch (command.change) {
    case 'call-back':
      return callBack(ports, command, work)
    case 'step':
      return step(ports, command, work)
    case 'found':
      await reconcile(query, command, work.now)
      return { done: true }
    case 'promises-due':
      await promisesDue(ports, work)
      return { done: true }
    case 'trigger':
      return trigger(query, command, work)
    case 'source-made': {
      const { id, name, areas, secret, by, ground } = command
      await sourceStore(query).add({ id, name, areas, secret, by: by.id }, work.now)
      await audit.record({ staff: by.id, patient: null, action: 'trigger-source-made', detail: id, ground }, work.now)
      return { done: true, created: id }
    }
    case 'source-rotated': {
      const { id, secret, by, ground } = command
      if (!(await sourceStore(query).rotate(id, secret))) return { done: false, code: 'not-found' }
      const action = 'trigger-source-rotated'
      await audit.record({ staff: by.id, patient: null, action, detail: id, ground }, work.now)
      return { done: true }
    }
    case 'source-revoked': {
      const { id, by, ground } = command
      if (!(await sourceStore(query).revoke(id, work.now))) return { done: false, code: 'not-found' }
      const action = 'trigger-source-revoked'
      await audit.record({ staff: by.id, patient: null, action, detail: id, ground }, work.now)
      return { done: true }
    }
    case 'green-seen':
      return markGreen(query, audit, command, work)
    case 'green-undone':
      return undoGreen(query, audit, command, work)
  }
}

async function callBack(
  { query, audit }: WorklistPorts,
  { by, ground, item }: Change<'call-back'>,
  work: Work,
): Promise<CommandResult> {
  if (item.due === null || !isAhead(item.due, isoTime(work.now))) return { done: false, code: 'promise-in-past' }
  const made = await workStore(query).create({ ...item, by }, work.now)
  const entry = { staff: by.id, patient: item.patient, action: 'call-back-promised', detail: made.id, ground }
  await audit.record(entry, work.now)
  return { done: true, created: made.id }
}

async function step(
  ports: WorklistPorts,
  { item: id, ground, action }: Change<'step'>,
  work: Work,
): Promise<CommandResult> {
  const store = workStore(ports.query)
  const item = await store.find(id)
  if (item === undefined) return { done: false, code: 'not-found' }
  const result = applyWork(item, action, isoTime(work.now))
  if ('refused' in result) return { done: false, code: result.refused, ...(result.by && { by: result.by }) }
  if ('unchanged' in result) return { done: true }
  const startsAnew = !isUnfinished(result.item) || action.type === 'postpone'
  await store.save(result.item, startsAnew ? 0 : undefined)
  if (startsAnew) await promiseEnded(ports, item, work)
  const entry = { staff: action.by.id, patient: item.patient, action: `work-${action.type}`, detail: id, ground }
  await ports.audit.record(entry, work.now)
  return { done: true }
}

/** The same message twice is refused; the same event in a message signed anew is known, and adds nothing. */
async function trigger(
  query: Kysely<Database>,
  { source, name, signature, trigger: told }: Change<'trigger'>,
  work: Work,
): Promise<CommandResult> {
  const sources = sourceStore(query)
  if (await sources.knowsSignature(signature)) return { done: false, code: 'trigger-repeated' }
  const known = await sources.itemOf(source, told.id)
  if (known !== undefined) return { done: true, created: known, count: 0 }
  const { code, at, patient = null, area = null, text } = told
  const { priority, dueMinutes } = TRIGGERS[code]
  const due = isoTime(work.now + dueMinutes * 60_000)
  const about = { code, source: name, at, ...(text && { text }) }
  const item = { kind: 'trigger', key: null, patient, area, priority, due, about } as const
  const { id } = await workStore(query).create(item, work.now)
  await sources.taken({ source, event: told.id, signature, item: id }, work.now)
  return { done: true, created: id, count: 1 }
}
