import { KotisiltaError, policySchema, scheduleSchema } from '@kotisilta/contract'
import { z } from 'zod'
import { auditLog } from '../../audit/store.ts'
import type { OpenDatabase } from '../../database/open.ts'
import type { Kept } from '../change/changes.ts'
import { rotaEditor } from '../change/put.ts'

const areaSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: z.string().trim().min(1).max(100),
})
/** People are named by what they sign in with. */
export const onCallFileSchema = z.strictObject({
  reason: z.string().trim().min(1).max(300),
  areas: z.array(areaSchema).default([]),
  schedules: z.array(scheduleSchema.omit({ overrides: true })).default([]),
  policies: z.array(policySchema).default([]),
})
export type OnCallFile = z.infer<typeof onCallFileSchema>

export interface Entered {
  what: 'area' | Kept
  id: string
  /** null: it was there just so. */
  version: number | null
}

/**
 * Enters areas, schedules and policies as a file says, all or nothing, beside a running server or without one. What is
 * there and not in the file stays.
 * @throws KotisiltaError with what `rotaEditor` refuses, and which entry it was; `user-unknown`
 */
export async function applyOnCallFile(database: OpenDatabase, file: OnCallFile, now: number): Promise<Entered[]> {
  const { query, sqlite } = database
  const idOf = accounts(sqlite)
  const editor = rotaEditor(query, sqlite)
  const entered: Entered[] = []

  async function put(what: Kept, kept: OnCallFile['schedules'][0] | OnCallFile['policies'][0]): Promise<void> {
    const table = what === 'schedule' ? 'duty_schedule' : 'escalation_policy'
    const row = await query.selectFrom(table).select(['body', 'version']).where('id', '=', kept.id).executeTakeFirst()
    if (row !== undefined && isSame(JSON.parse(row.body), kept)) {
      entered.push({ what, id: kept.id, version: null })
      return
    }
    const seen = { by: null, version: row?.version ?? 0, reason: file.reason, now }
    const result = 'steps' in kept ? await editor.policy(kept, seen) : await editor.schedule(kept, seen)
    if (typeof result === 'string') throw new KotisiltaError(result, `${what} ${kept.id} cannot be entered.`)
    const detail = `${kept.id} version ${result.version}: ${file.reason}`
    await auditLog(database).record({ staff: '', patient: null, action: `${what}-changed`, detail }, now)
    entered.push({ what, id: kept.id, version: result.version })
  }

  sqlite.exec('begin immediate')
  try {
    for (const { id, name } of file.areas) {
      const { changes } = sqlite.prepare('insert into area(id, name) values(?,?) on conflict do nothing').run(id, name)
      entered.push({ what: 'area', id, version: changes === 0 ? null : 1 })
    }
    for (const schedule of file.schedules) {
      const layers = schedule.layers.map((layer) => ({ ...layer, crews: layer.crews.map((crew) => crew.map(idOf)) }))
      await put('schedule', { ...schedule, layers })
    }
    for (const policy of file.policies) {
      const steps = policy.steps.map((step) => ({
        ...step,
        to: step.to.map((target) => (target.type === 'staff' ? { ...target, staff: idOf(target.staff) } : target)),
      }))
      await put('policy', { ...policy, steps })
    }
    sqlite.exec('commit')
  } catch (error) {
    sqlite.exec('rollback')
    throw error
  }
  return entered
}

function accounts(sqlite: OpenDatabase['sqlite']): (username: string) => string {
  const select = sqlite.prepare<[string], string>('select id from staff where username = ?').pluck()
  return (username) => {
    const id = select.get(username)
    if (id === undefined) throw new KotisiltaError('user-unknown', `There is no user ${username}.`)
    return id
  }
}

/** Overrides are made from day to day, and no file says them. */
function isSame(kept: object, wanted: object): boolean {
  const { overrides: _day, ...rest } = kept as { overrides?: unknown }
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  return sorted(rest) === sorted(wanted)
}
