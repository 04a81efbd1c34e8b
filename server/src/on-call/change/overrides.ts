import { type DutyOverride, newUlid, type ProblemCode } from '@kotisilta/contract'
import type { KeptStore } from './kept.ts'

/** Overrides that ended so long ago are history: `on_call_change` has them. */
const KEPT_MS = 60 * 86_400_000

/** @returns the override's id and the version that it made */
export async function addOverride(
  kept: KeptStore,
  id: string,
  override: Omit<DutyOverride, 'id'>,
  known: (staff: string) => boolean,
  { by, now }: { by: string; now: number },
): Promise<{ created: string; version: number } | ProblemCode> {
  const schedule = await kept.schedule(id)
  if (schedule === undefined) return 'not-found'
  if (!override.instead.every(known)) return 'staff-unknown'
  const created = newUlid(now)
  const lasting = schedule.overrides.filter(({ until }) => Date.parse(until) > now - KEPT_MS)
  const overrides = [...lasting, { id: created, ...override }]
  const reason = override.reason
  return { created, version: await kept.put('schedule', { ...schedule, overrides }, { by, reason, now }) }
}

export async function removeOverride(
  kept: KeptStore,
  id: string,
  override: string,
  { by, now }: { by: string; now: number },
): Promise<{ version: number } | ProblemCode> {
  const schedule = await kept.schedule(id)
  const gone = schedule?.overrides.find((each) => each.id === override)
  if (schedule === undefined || gone === undefined) return 'not-found'
  const overrides = schedule.overrides.filter((each) => each !== gone)
  return { version: await kept.put('schedule', { ...schedule, overrides }, { by, reason: gone.reason, now }) }
}
