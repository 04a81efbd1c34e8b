import type { EscalationPolicy, ProblemCode, Schedule } from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import type { Kept } from './changes.ts'
import { keptStore } from './kept.ts'
import { policyFault, scheduleFault } from './sound.ts'

interface Seen {
  by: string | null
  version: number
  reason: string
  now: number
}

/** The number of the version that was made; or why there is none. */
export type Put = { version: number } | ProblemCode

/**
 * Enters and takes away schedules and policies, inside a transaction; also for the command line.
 * Refused: `on-call-changed` (a stale version), `area-unknown`, and what `sound.ts` refuses.
 */
export function rotaEditor(query: Kysely<Database>, sqlite: Sqlite) {
  const kept = keptStore(query)
  const account = sqlite
    .prepare<[string], string>(
      `select role from staff where id = ? and disabled_at is null and role not in ('client', 'relative')`,
    )
    .pluck()
  const area = sqlite.prepare<[string], string>('select id from area where id = ?').pluck()
  const scheduleById = sqlite.prepare<[string], string>('select id from duty_schedule where id = ?').pluck()
  const known = (staff: string): boolean => account.get(staff) !== undefined

  async function refusal(what: Kept, id: string, version: number, of?: string): Promise<ProblemCode | undefined> {
    if ((await kept.version(what, id)) !== version) return 'on-call-changed'
    return of !== undefined && area.get(of) === undefined ? 'area-unknown' : undefined
  }

  return {
    known,

    async schedule(schedule: Omit<Schedule, 'overrides'>, { version, ...because }: Seen): Promise<Put> {
      const code = (await refusal('schedule', schedule.id, version, schedule.area)) ?? scheduleFault(schedule, known)
      if (code !== undefined) return code
      const overrides = (await kept.schedule(schedule.id))?.overrides ?? []
      return { version: await kept.put('schedule', { ...schedule, overrides }, because) }
    },

    async policy(policy: EscalationPolicy, { version, ...because }: Seen): Promise<Put> {
      const isSchedule = (id: string) => scheduleById.get(id) !== undefined
      const code = (await refusal('policy', policy.id, version, policy.area)) ?? policyFault(policy, known, isSchedule)
      return code ?? { version: await kept.put('policy', policy, because) }
    },

    /** As it was, exceptions and all. Refused: `not-found`, `on-call-changed` (it is there), and what a new one is refused for. */
    async restore(what: Kept, id: string, because: Omit<Seen, 'version'>): Promise<Put> {
      if ((await kept.version(what, id)) > 0) return 'on-call-changed'
      const last = await kept.last(what, id)
      if (last === undefined) return 'not-found'
      if (last.area !== undefined && area.get(last.area) === undefined) return 'area-unknown'
      const isSchedule = (schedule: string) => scheduleById.get(schedule) !== undefined
      const code = 'layers' in last ? scheduleFault(last, known) : policyFault(last, known, isSchedule)
      return code ?? { version: await kept.put(what, last, because) }
    },

    /** Refused: `not-found`, `schedule-in-use` (a policy still calls it). */
    async remove(what: Kept, id: string, { version, ...because }: Seen): Promise<Put> {
      if ((await kept.version(what, id)) === 0) return 'not-found'
      const code = await refusal(what, id, version)
      if (code !== undefined) return code
      const calls = (policy: EscalationPolicy) =>
        policy.steps.some(({ to }) => to.some((target) => target.type === 'schedule' && target.schedule === id))
      if (what === 'schedule' && (await kept.policies()).some(calls)) return 'schedule-in-use'
      return { version: await kept.remove(what, id, because) }
    },
  }
}
