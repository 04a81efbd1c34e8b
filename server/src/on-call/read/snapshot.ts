import {
  type Actor,
  isoTime,
  type KeptPolicy,
  type KeptSchedule,
  policySchema,
  type Role,
  scheduleSchema,
} from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import { type WhoMayAnswer, whoMayAnswer } from '../who-may-answer.ts'

interface Member extends Actor {
  role: Role
}

/** Everything about who is on call, as it is on disk at one version of it. */
export interface RotaSnapshot {
  schedules: readonly KeptSchedule[]
  policies: readonly KeptPolicy[]
  staff: ReadonlyMap<string, Member>
  rights: WhoMayAnswer
}

const ON_CALL: readonly Role[] = ['nurse', 'on-call', 'coordinator', 'physician', 'technician']
/** Whether somebody can be put into a rota: those who care for people, and those who mend machines. */
export const canBeOnCall = ({ role }: Member): boolean => ON_CALL.includes(role)

/** For the reading side: read again whenever any of it has changed. */
export function rotaSnapshots(query: Kysely<Database>, sqlite: Sqlite): () => Promise<RotaSnapshot> {
  const version = sqlite.prepare<[], number>('select version from on_call_version').pluck()
  const rights = whoMayAnswer(sqlite)
  let seen: { version: number; snapshot: Promise<RotaSnapshot> } | undefined

  async function read(): Promise<RotaSnapshot> {
    const kept = (table: 'duty_schedule' | 'escalation_policy') =>
      query
        .selectFrom(table)
        .leftJoin('staff', 'staff.id', 'changed_by')
        .select(['body', 'version', 'reason', 'changed_at', 'staff.name as changedBy'])
        .orderBy(`${table}.id`)
        .execute()
    const changed = (row: Awaited<ReturnType<typeof kept>>[0]) => ({
      version: row.version,
      changedAt: isoTime(row.changed_at),
      changedBy: row.changedBy,
      reason: row.reason,
    })
    const staff = await query
      .selectFrom('staff')
      .select(['id', 'name', 'role'])
      .where('disabled_at', 'is', null)
      .where('role', 'not in', ['client', 'relative'])
      .orderBy('name')
      .execute()
    return {
      schedules: (await kept('duty_schedule')).map((row) => ({
        ...scheduleSchema.parse(JSON.parse(row.body)),
        ...changed(row),
      })),
      policies: (await kept('escalation_policy')).map((row) => ({
        ...policySchema.parse(JSON.parse(row.body)),
        ...changed(row),
      })),
      staff: new Map(staff.map((row) => [row.id, { ...row, role: row.role as Role }])),
      rights,
    }
  }

  return () => {
    const current = version.get() as number
    if (seen?.version !== current) seen = { version: current, snapshot: read() }
    return seen.snapshot
  }
}
