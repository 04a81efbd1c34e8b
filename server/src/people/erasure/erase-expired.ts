import { isoTime, type LifeStatus, type Milliseconds } from '@kotisilta/contract'
import { auditLog } from '../../audit/store.ts'
import type { OpenDatabase } from '../../database/open.ts'
import { noteRevocations } from '../../revocations/file.ts'
import { erasePerson } from './erase.ts'
import { keptUntil } from './retention.ts'

/** Who the access log says has done it. */
const BY = 'retention'

/**
 * Erases everybody whose time is over; for a timer, beside a server that runs. `dry`: only tells.
 * @returns their ids
 */
export async function eraseExpired(database: OpenDatabase, now: Milliseconds, dry: boolean): Promise<string[]> {
  const { query, sqlite } = database
  const audit = auditLog(database)
  sqlite.exec('begin immediate')
  try {
    const former = await query.selectFrom('patient').selectAll().where('status', 'in', ['left', 'dead']).execute()
    const expired: string[] = []
    for (const { id, status, status_since, birth_year } of former) {
      const until = keptUntil({ status: status as LifeStatus, since: status_since, birthYear: birth_year })
      if (until === null || until > now) continue
      expired.push(id)
      if (dry) continue
      const ground = `retention until ${isoTime(until).slice(0, 10)}`
      await audit.record({ staff: BY, patient: id, action: 'patient-erased', detail: ground }, now)
      await erasePerson(query, id, ground, now)
      noteRevocations(sqlite, [{ at: Date.now(), kind: 'erased', id, ground }])
    }
    sqlite.exec('commit')
    return expired
  } catch (error) {
    if (sqlite.inTransaction) sqlite.exec('rollback')
    throw error
  }
}
