import {
  type Actor,
  type Correction,
  type CorrectionReason,
  ENTRY_AHEAD_MS,
  type Ground,
  isEnterable,
  newUlid,
  type ProblemCode,
  type Reading,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { ReadingKey } from '../readings/port.ts'
import { type Change, correctionStore } from './store.ts'

/** A person says that a reading was wrong. */
export type AmendReading = {
  type: 'amend-reading'
  /** Whose it is as yet. */
  patient: string
  which: ReadingKey
  by: Actor
  /** On what ground they may; left out, that which they have at that moment. */
  ground?: Ground
  reason: CorrectionReason
  note?: string | undefined
} & (
  | { action: 'void' }
  /** What is absent stays. */
  | { action: 'correct'; to: Partial<Pick<Reading, 'value' | 'components' | 'at'>> }
  /** It is this patient's, and always was; one whose owner was not certain may turn out to be whose it was taken to be. */
  | { action: 'move'; to: string }
)

export interface AmendPorts {
  query: Kysely<Database>
  ingest: Ingest
  audit: AuditLog
}

const DONE_AS: Readonly<Record<AmendReading['action'], Correction['action']>> = {
  void: 'voided',
  correct: 'corrected',
  move: 'moved',
}

/**
 * Takes a reading out of a patient's past, puts it right or where it belongs, keeps on record what it was, and judges
 * everybody concerned anew: all in one transaction.
 */
export async function amendReading(ports: AmendPorts, command: AmendReading, work: Work): Promise<CommandResult> {
  const { query, ingest, audit } = ports
  const { patient, which, by, reason, note } = command
  const refusal = refusalOf(command, work.now)
  if (refusal !== undefined) return { done: false, code: refusal }
  const to = command.action === 'move' ? await nameOf(query, command.to) : undefined
  if (command.action === 'move' && to === undefined) return { done: false, code: 'not-found' }

  const corrections = correctionStore(query)
  const before = await ingest.readings.withdraw(patient, which)
  if (before === undefined) {
    const first = await corrections.whoChanged(patient, which.id)
    return first === undefined
      ? { done: false, code: 'not-found' }
      : { done: false, code: 'reading-already-corrected', by: first }
  }
  const after = whatItBecomes(command, before, work.now)
  const owner = to?.id ?? patient
  if (after === 'unchanged' || (after !== null && !(await isStored(ingest, owner, after)))) {
    // It goes back to where it was: nothing has happened.
    await ingest.readings.append([{ patient, reading: before }], 'of-a-person')
    return { done: false, code: 'reading-unchanged' }
  }
  const change: Change = { patient, action: DONE_AS[command.action], before, after, reason, by }
  if (note !== undefined) change.note = note
  if (to !== undefined) change.to = to
  await corrections.record(change, work.now)
  const because = { by, text: note }
  const come = after === null ? [] : [after]
  if (owner === patient) await ingest.rejudge(patient, { gone: [before], come }, because, work)
  else {
    await ingest.rejudge(patient, { gone: [before], come: [] }, because, work)
    await ingest.rejudge(owner, { gone: [], come }, because, work)
  }
  const entry = { staff: by.id, action: `reading-${change.action}`, detail: `${which.id} ${reason}` }
  await audit.record({ ...entry, patient, ground: command.ground }, work.now)
  if (owner !== patient) await audit.record({ ...entry, patient: owner }, work.now)
  return { done: true }
}

function refusalOf(command: AmendReading, now: number): ProblemCode | undefined {
  if (command.action !== 'correct') return undefined
  const { which, to } = command
  if (to.at !== undefined && Date.parse(to.at) > now + ENTRY_AHEAD_MS) return 'time-in-future'
  if (to.value === undefined && to.components === undefined) return undefined
  const fits = (which.kind === 'blood-pressure') === (to.components !== undefined)
  const text = which.kind === 'consciousness'
  if (!fits || (to.value !== undefined && (typeof to.value === 'string') !== text)) return 'request-invalid'
  return isEnterable({ kind: which.kind, ...to }) ? undefined : 'reading-implausible'
}

/** Codes that say that whose a reading is, or whether it is true, was not known: a person has said so now. */
const SETTLED: ReadonlySet<string> = new Set(['person-uncertain', 'out-of-range'])

function whatItBecomes(command: AmendReading, before: Reading, now: number): Reading | null | 'unchanged' {
  if (command.action === 'void') return null
  const quality = before.quality.filter((code) => !SETTLED.has(code))
  if (command.action === 'move') {
    const isTheSame = command.to === command.patient && quality.length === before.quality.length
    return isTheSame ? 'unchanged' : { ...before, quality }
  }
  const { value, components, at } = command.to
  const { deviceAt: _of, raw: _what, ...lasting } = before
  const after: Reading = {
    ...lasting,
    id: newUlid(now),
    ...(value !== undefined && { value }),
    ...(components !== undefined && { components }),
    at: at ?? before.at,
    quality: [...new Set([...quality, 'entered-manually'])],
  }
  return measuredIn(after) === measuredIn(before) && after.at === before.at ? 'unchanged' : after
}

const measuredIn = ({ value, components }: Reading): string =>
  JSON.stringify([value, components?.systolic, components?.diastolic, components?.mean])

/** False if just such a reading is there already. */
async function isStored(ingest: Ingest, patient: string, reading: Reading): Promise<boolean> {
  const [outcome] = await ingest.readings.append([{ patient, reading }], 'of-a-person')
  return outcome === 'inserted'
}

const nameOf = (query: Kysely<Database>, id: string) =>
  query.selectFrom('patient').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
