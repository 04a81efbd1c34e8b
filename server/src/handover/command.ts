import { type Actor, type Alert, type Ground, type HandoverLine, isoTime, newUlid } from '@kotisilta/contract'
import type { Kysely, Selectable } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { isUnfinished, handedOver as taskHandedOver } from '../tasks/lifecycle.ts'
import { taskStore } from '../tasks/store.ts'
import { handedOver } from '../worklist/lifecycle.ts'
import { workStore } from '../worklist/store.ts'
import { isWhole, receipt, type Standing } from './receipt.ts'

/** A line as it is given. */
export type GivenLine = Omit<HandoverLine, 'line' | 'state' | 'patient'> & { patient: string | null }

export type HandoverCommand = { type: 'handover'; by: Actor; ground?: Ground } & (
  | { step: 'give'; to: Actor | null; lines: GivenLine[] }
  | { step: 'receive'; handover: string; lines: number[] }
  | { step: 'withdraw'; handover: string }
)

interface Ports {
  query: Kysely<Database>
  ingest: Pick<Ingest, 'alerts'>
  audit: AuditLog
}
type Row = Selectable<Database['handover']>
type LineRow = Selectable<Database['handover_line']>

/** Nothing has another owner before somebody has received it; what is not received stays with whoever had it. */
export async function handoverCommand(ports: Ports, command: HandoverCommand, work: Work): Promise<CommandResult> {
  if (command.step === 'give') return give(ports, command, work)
  const row = await ports.query.selectFrom('handover').selectAll().where('id', '=', command.handover).executeTakeFirst()
  if (row === undefined) return { done: false, code: 'not-found' }
  if (row.status !== 'offered') return { done: false, code: 'handover-closed' }
  return command.step === 'receive' ? receive(ports, row, command, work) : withdraw(ports, row, command, work)
}

async function give(
  { query, audit }: Ports,
  { by, ground, to, lines }: Extract<HandoverCommand, { step: 'give' }>,
  work: Work,
): Promise<CommandResult> {
  const id = newUlid(work.now)
  const meant = { meant: to?.id ?? null, meant_name: to?.name ?? null }
  const nobody = { received_at: null, receiver: null, receiver_name: null }
  const giver = { giver: by.id, giver_name: by.name }
  const row = { id, ...giver, ...meant, ...nobody, at: work.now, status: 'offered' }
  await query.insertInto('handover').values(row).execute()
  for (const [line, { kind, ref, patient, ...body }] of lines.entries()) {
    const own = { handover: id, line, kind, ref, patient, state: 'offered', body: JSON.stringify(body) }
    await query.insertInto('handover_line').values(own).execute()
  }
  await logEach(audit, by, ground, 'handover-given', id, lines, work)
  return { done: true, created: id }
}

async function receive(
  ports: Ports,
  { id, giver }: Row,
  { by, ground, lines: wanted }: Extract<HandoverCommand, { step: 'receive' }>,
  work: Work,
): Promise<CommandResult> {
  const { query, audit } = ports
  // Whoever leaves cannot have received it.
  if (giver === by.id) return { done: false, code: 'not-allowed' }
  const lines = await query.selectFrom('handover_line').selectAll().where('handover', '=', id).execute()
  const taken: LineRow[] = []
  for (const row of lines) {
    if (!wanted.includes(row.line)) continue
    const line = row as LineRow & Pick<HandoverLine, 'kind' | 'state'>
    const state = receipt(line, await standingOf(query, line), giver)
    if (state === 'unchanged') continue
    if (state === 'received') await passOn(ports, row, by, work)
    row.state = state
    await query
      .updateTable('handover_line')
      .set({ state })
      .where('handover', '=', id)
      .where('line', '=', row.line)
      .execute()
    taken.push(row)
  }
  const status = isWhole(lines as Pick<HandoverLine, 'state'>[]) ? 'received' : 'offered'
  const receiver = { received_at: work.now, receiver: by.id, receiver_name: by.name }
  if (taken.length > 0) {
    await query
      .updateTable('handover')
      .set({ status, ...receiver })
      .where('id', '=', id)
      .execute()
  }
  await logEach(audit, by, ground, 'handover-received', id, taken, work)
  return { done: true, count: taken.length }
}

/** The alert or the work becomes the receiver's, handed on by whoever gave it. */
async function passOn(
  { query, ingest }: Ports,
  { kind, ref, handover }: LineRow,
  to: Actor,
  work: Work,
): Promise<void> {
  if (ref === null || kind === 'worry') return
  const row = await query
    .selectFrom('handover')
    .select(['giver as id', 'giver_name as name'])
    .where('id', '=', handover)
    .executeTakeFirstOrThrow()
  if (kind === 'alert') {
    await ingest.alerts.command(ref, { type: 'assign', by: row, to }, work)
    return
  }
  if (kind === 'task') {
    const tasks = taskStore(query)
    const task = await tasks.find(ref)
    const passed = task && taskHandedOver(task, to, isoTime(work.now))
    if (passed !== undefined) await tasks.save(passed)
    return
  }
  const store = workStore(query)
  const item = await store.find(ref)
  const passed = item && handedOver(item, to, isoTime(work.now))
  if (passed !== undefined) await store.save(passed)
}

async function standingOf(query: Kysely<Database>, { kind, ref }: LineRow): Promise<Standing | undefined> {
  if (ref === null || kind === 'worry') return undefined
  if (kind === 'work') {
    const item = await workStore(query).find(ref)
    return item && { owner: item.owner?.id ?? null, isFinished: item.status === 'done' }
  }
  if (kind === 'task') {
    const task = await taskStore(query).find(ref)
    return task && { owner: task.owner?.id ?? null, isFinished: !isUnfinished(task) }
  }
  const row = await query.selectFrom('alert').select('body').where('id', '=', ref).executeTakeFirst()
  const alert = row && (JSON.parse(row.body) as Alert)
  return alert && { owner: alert.owner?.id ?? null, isFinished: alert.status === 'resolved' }
}

async function withdraw(
  { query, audit }: Ports,
  { id, giver }: Row,
  { by, ground }: Extract<HandoverCommand, { step: 'withdraw' }>,
  work: Work,
): Promise<CommandResult> {
  if (giver !== by.id) return { done: false, code: 'not-found' }
  await query.updateTable('handover').set({ status: 'withdrawn' }).where('id', '=', id).execute()
  await query
    .updateTable('handover_line')
    .set({ state: 'kept' })
    .where('handover', '=', id)
    .where('state', '=', 'offered')
    .execute()
  await audit.record({ staff: by.id, patient: null, action: 'handover-withdrawn', detail: id, ground }, work.now)
  return { done: true }
}

/** One entry for each person whom it concerns. */
async function logEach(
  audit: AuditLog,
  by: Actor,
  ground: Ground | undefined,
  action: string,
  detail: string,
  lines: readonly { patient: string | null }[],
  work: Work,
): Promise<void> {
  const people = [...new Set(lines.flatMap(({ patient }) => patient ?? []))]
  if (people.length === 0) await audit.record({ staff: by.id, patient: null, action, detail, ground }, work.now)
  for (const patient of people) await audit.record({ staff: by.id, patient, action, detail }, work.now)
}
