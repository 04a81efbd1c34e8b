import { isoTime, type LifeStatus } from '@kotisilta/contract'
import type { CommandResult } from '../../commit/commands.ts'
import type { Work } from '../../commit/work.ts'
import type { Doing } from '../commands.ts'
import type { PeoplePorts } from '../ports.ts'
import { erasePerson } from './erase.ts'
import { keptUntil } from './retention.ts'

/**
 * Somebody asks for a person's data to be erased (GDPR article 17). What the law says has to be kept is kept, and the
 * request and its answer with it (article 17(3)(b)); what may go, goes. Refused: `not-found`, `must-be-kept`.
 */
export async function requestErasure(
  { query, audit }: PeoplePorts,
  { patient, reason, by, ground }: Doing<'request-erasure'>,
  work: Work,
): Promise<CommandResult> {
  const row = await query.selectFrom('patient').selectAll().where('id', '=', patient).executeTakeFirst()
  if (row === undefined) return { done: false, code: 'not-found' }
  const until = keptUntil({
    status: row.status as LifeStatus,
    since: row.status_since,
    birthYear: row.birth_year,
  })
  const erasable = until !== null && until <= work.now
  const because = until === null ? 'client' : `retention until ${isoTime(until).slice(0, 10)}`
  await query
    .insertInto('erasure_request')
    .values({
      patient,
      at: work.now,
      by: by.id,
      reason,
      decision: erasable ? 'erased' : 'kept',
      ground: because,
    })
    .execute()
  const decision = erasable ? 'patient-erased' : 'erasure-refused'
  await audit.record({ staff: by.id, patient, action: decision, detail: because, ground }, work.now)
  if (erasable) await erasePerson(query, patient, because, work.now)
  return erasable ? { done: true } : { done: false, code: 'must-be-kept' }
}
