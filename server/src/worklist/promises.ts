import { type Finding, isoTime, type Priority } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { KeptWork } from './lifecycle.ts'
import { asWork } from './store.ts'
import { PROMISE_WORDS } from './words.ts'

const RULE_VERSION = 1
/** So long after its time a broken promise becomes medium (ours: whoever waits by the phone for longer gives up, or worries). */
export const LONG_OVERDUE_MS = 30 * 60_000
/** In one go; the rest with the next round. */
const MOST = 200
const PROMISES = ['call-back', 'trigger'] as const
type Promised = KeptWork & { kind: (typeof PROMISES)[number]; patient: string; due: string }

interface Ports {
  query: Kysely<Database>
  ingest: Pick<Ingest, 'alerts'>
}

/** What was promised to somebody and not kept is an alert: low from its moment on, medium half an hour later. */
export async function promisesDue({ query, ingest }: Ports, work: Work): Promise<void> {
  const rows = await query
    .selectFrom('work_item')
    .innerJoin('patient', 'patient.id', 'work_item.patient')
    .selectAll('work_item')
    .where('work_item.status', 'in', ['open', 'claimed'])
    .where('work_item.due', '<=', work.now)
    .where((or) =>
      or.or([or('alerted', '=', 0), or.and([or('alerted', '=', 1), or('due', '<=', work.now - LONG_OVERDUE_MS)])]),
    )
    .where('kind', 'in', PROMISES)
    .where('patient.status', 'in', ['active', 'hospital'])
    .orderBy('due')
    .limit(MOST)
    .execute()
  for (const row of rows) {
    const item = asWork(row) as Promised
    const isLong = Date.parse(item.due) <= work.now - LONG_OVERDUE_MS
    const priority = isLong || item.priority !== 'low' ? 'medium' : 'low'
    const change = row.alerted === 0 ? 'raised' : 'worse'
    await ingest.alerts.conclude(item.patient, findingOf(item, change, priority), work)
    await query
      .updateTable('work_item')
      .set({ alerted: isLong ? 2 : 1 })
      .where('id', '=', item.id)
      .execute()
  }
}

/** A promise has been kept, or moved: with the last one of that person the alert says that it is no longer so. */
export async function promiseEnded({ query, ingest }: Ports, item: KeptWork, work: Work): Promise<void> {
  if (item.patient === null || item.due === null || !isPromise(item)) return
  const other = await query
    .selectFrom('work_item')
    .select('id')
    .where('patient', '=', item.patient)
    .where('status', 'in', ['open', 'claimed'])
    .where('alerted', '>', 0)
    .executeTakeFirst()
  if (other !== undefined) return
  await ingest.alerts.conclude(item.patient, findingOf(item as Promised, 'cleared', 'low'), work)
}

const isPromise = ({ kind }: KeptWork): boolean => (PROMISES as readonly string[]).includes(kind)

const findingOf = ({ id, kind, due }: Promised, change: Finding['change'], priority: Priority): Finding => ({
  rule: 'promise-overdue',
  ruleVersion: RULE_VERSION,
  problem: 'promise',
  change,
  priority,
  at: isoTime(Date.parse(due)),
  words: PROMISE_WORDS[kind],
  basis: [{ item: id, kind, at: due }],
})
