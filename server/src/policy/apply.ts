import { newUlid, PERSONAL_ROLES, type Role } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { tellReviewers } from '../notifications/glass-notices.ts'
import type { RightsChange, RightsCommand } from './changes.ts'
import { putArea, putReach, putTeam } from './places.ts'

/** What was done, for the log; or why not. */
export type Applied =
  | { patient: string | null; action: string; detail: string; created?: string }
  | 'not-found'
  | 'request-invalid'

type Change<Name extends RightsChange['change']> = Extract<RightsChange, { change: Name }>

/** Refused: `not-found`, `request-invalid` (somebody or something named does not exist, or is not of the kind it has to be). */
export async function applyRights(
  query: Kysely<Database>,
  audit: AuditLog,
  { by, ground, change }: RightsCommand,
  work: Work,
): Promise<CommandResult> {
  const applied = await apply(query, by.id, change, work.now)
  if (typeof applied === 'string') return { done: false, code: applied }
  const { created, ...entry } = applied
  await audit.record({ staff: by.id, ground, ...entry }, work.now)
  return { done: true, ...(created !== undefined && { created }) }
}

function apply(query: Kysely<Database>, by: string, change: RightsChange, now: number): Promise<Applied> {
  switch (change.change) {
    case 'relate':
      return relate(query, by, change, now)
    case 'end-relationship':
      return end(query, 'care_relationship', by, change, now)
    case 'give-consent':
      return giveConsent(query, by, change, now)
    case 'withdraw-consent':
      return end(query, 'consent', by, change, now)
    case 'break-glass':
      return breakGlass(query, by, change, now)
    case 'review-glass':
      return reviewGlass(query, by, change, now)
    case 'put-area':
      return putArea(query, change, now)
    case 'put-team':
      return putTeam(query, change, now)
    case 'put-reach':
      return putReach(query, change)
  }
}

async function roleOf(query: Kysely<Database>, staff: string): Promise<Role | undefined> {
  const row = await query.selectFrom('staff').select('role').where('id', '=', staff).executeTakeFirst()
  return row?.role as Role | undefined
}

const isPersonal = (role: Role): boolean => (PERSONAL_ROLES as readonly Role[]).includes(role)

async function relate(query: Kysely<Database>, by: string, change: Change<'relate'>, now: number): Promise<Applied> {
  const { patient, staff, team, until } = change
  if (until !== null && until <= now) return 'request-invalid'
  if (staff !== null) {
    const role = await roleOf(query, staff)
    if (role === undefined || isPersonal(role)) return 'request-invalid'
  } else {
    const known = await query.selectFrom('team').select('id').where('id', '=', team).executeTakeFirst()
    if (known === undefined) return 'request-invalid'
  }
  const id = newUlid(now)
  const row = { id, patient, staff, team, from_at: now, until_at: until, made_by: by, ended_by: null }
  await query.insertInto('care_relationship').values(row).execute()
  return { patient, action: 'care-relationship-made', detail: id, created: id }
}

/** Ends at this moment; what has ended already stays as it ended. */
async function end(
  query: Kysely<Database>,
  table: 'care_relationship' | 'consent',
  by: string,
  { patient, id }: { patient: string; id: string },
  now: number,
): Promise<Applied> {
  const { numUpdatedRows } = await query
    .updateTable(table)
    .set({ until_at: now, ended_by: by })
    .where('id', '=', id)
    .where('patient', '=', patient)
    .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return 'not-found'
  const action = table === 'consent' ? 'consent-withdrawn' : 'care-relationship-ended'
  return { patient, action, detail: id }
}

async function giveConsent(
  query: Kysely<Database>,
  by: string,
  change: Change<'give-consent'>,
  now: number,
): Promise<Applied> {
  const { patient, username, holder, scopes, until, given } = change
  if (until !== null && until <= now) return 'request-invalid'
  const account = await query
    .selectFrom('staff')
    .select(['id', 'role'])
    .where('username', '=', username)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  if (account?.role !== (holder === 'self' ? 'client' : 'relative')) return 'request-invalid'
  const id = newUlid(now)
  await query
    .insertInto('consent')
    .values({
      id,
      patient,
      account: account.id,
      holder,
      scopes: JSON.stringify(scopes),
      from_at: now,
      until_at: until,
      given,
      recorded_by: by,
      ended_by: null,
    })
    .execute()
  return { patient, action: 'consent-given', detail: `${id} ${holder} ${scopes.join(' ')}`.trim(), created: id }
}

async function breakGlass(
  query: Kysely<Database>,
  by: string,
  { patient, reason, until }: Change<'break-glass'>,
  now: number,
): Promise<Applied> {
  const id = newUlid(now)
  const open = { reviewed_at: null, reviewed_by: null, verdict: null, note: null }
  await query
    .insertInto('break_glass')
    .values({ id, staff: by, patient, reason, from_at: now, until_at: until, ...open })
    .execute()
  await tellReviewers(query, { id, patient, by }, now)
  return { patient, action: 'glass-broken', detail: reason, created: id }
}

/** Once, and by somebody else than the one who broke it. */
async function reviewGlass(
  query: Kysely<Database>,
  by: string,
  { id, verdict, note }: Change<'review-glass'>,
  now: number,
): Promise<Applied> {
  const opening = await query
    .selectFrom('break_glass')
    .select('patient')
    .where('id', '=', id)
    .where('staff', '<>', by)
    .where('reviewed_at', 'is', null)
    .executeTakeFirst()
  if (opening === undefined) return 'not-found'
  const review = { reviewed_at: now, reviewed_by: by, verdict, note }
  await query.updateTable('break_glass').set(review).where('id', '=', id).execute()
  return { patient: opening.patient, action: 'glass-reviewed', detail: `${id} ${verdict}` }
}
