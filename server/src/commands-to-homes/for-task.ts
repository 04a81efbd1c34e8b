import { isoTime, type Milliseconds, newUlid, type ReadingKind } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { LIFETIME } from './lifecycle.ts'
import { homeCommandStore } from './store.ts'

/** What is to be measured again, for which of the staff's tasks, and until when that is of any use. */
export interface MeasureAgain {
  readonly task: string
  readonly patient: string
  readonly kind: ReadingKind
  readonly due: Milliseconds
}

/**
 * Has the person asked at home to measure again, through whatever there can ask, while the task waits for the staff. Nothing is
 * sent where there is no gateway, or where the time is over before anybody could be asked.
 */
export async function askAtHome(
  query: Kysely<Database>,
  { task, patient, kind, due }: MeasureAgain,
  now: Milliseconds,
): Promise<void> {
  if (due <= now) return
  const gateway = await query
    .selectFrom('patient')
    .innerJoin('gateway', 'gateway.home', 'patient.home')
    .leftJoin('gateway_state', 'gateway_state.gateway', 'gateway.id')
    .select('gateway.id')
    .where('patient.id', '=', patient)
    .orderBy((order) => order.fn.coalesce('gateway_state.online', order.lit(0)), 'desc')
    .orderBy('gateway.id')
    .executeTakeFirst()
  if (gateway === undefined) return
  const devices = await query
    .selectFrom('device_assignment')
    .select('device')
    .distinct()
    .where('patient', '=', patient)
    .where('from_at', '<=', now)
    .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
    .orderBy('device')
    .limit(50)
    .execute()
  const id = newUlid(now)
  const expires = isoTime(Math.min(due, now + LIFETIME['measure-again']))
  const args = { kind, devices: devices.map(({ device }) => device) }
  const asked = { id, gateway: gateway.id, patient, task, command: 'measure-again', args, expires, by: null } as const
  await homeCommandStore(query).create(asked, now)
}
