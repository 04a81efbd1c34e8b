import type { ProblemCode } from '@kotisilta/contract'
import type { AuditLog } from '../../audit/store.ts'
import type { CommandResult } from '../../commit/commands.ts'
import type { Work } from '../../commit/work.ts'
import type { OpenDatabase } from '../../database/open.ts'
import { noticeStore } from '../notices.ts'
import type { Roster } from '../roster.ts'
import { warningStore } from '../warnings/store.ts'
import type { DutyWatch } from '../warnings/watch.ts'
import type { OnCallCommand } from './changes.ts'
import { feedUsed, makeFeed, revokeFeed } from './feeds.ts'
import { keptStore } from './kept.ts'
import { addOverride, removeOverride } from './overrides.ts'
import { rotaEditor } from './put.ts'
import { answerCalls } from './relatives.ts'
import { confirmShift } from './shift.ts'
import { decideSwap, offerSwap, type SwapDone } from './swaps.ts'

interface Ports {
  database: OpenDatabase
  audit: AuditLog
  roster: Roster
  watch: DutyWatch
}

/** What was done, for the log; or why not. */
type Done = { action: string; detail: string; created?: string; version?: number } | ProblemCode

/** Changes who is on call; what was changed is in the access log and, of schedules and policies, in `on_call_change`. */
export async function onCallCommand(ports: Ports, command: OnCallCommand, work: Work): Promise<CommandResult> {
  const done = await change(ports, command, work.now)
  if (typeof done === 'string') return { done: false, code: done }
  const { created, version, ...entry } = done
  await ports.audit.record({ staff: command.by.id, patient: null, ground: command.ground, ...entry }, work.now)
  ports.watch.lookSoon()
  return { done: true, ...(created !== undefined && { created }), ...(version !== undefined && { version }) }
}

async function change(ports: Ports, { by: actor, ground, change }: OnCallCommand, now: number): Promise<Done> {
  const { database, roster } = ports
  const { query, sqlite } = database
  const by = actor.id
  const kept = keptStore(query)
  const editor = rotaEditor(query, sqlite)
  const who = { by, now }
  /** A coordinator plans for the areas that they work in; an administrator for all. */
  const plans = (area: string | undefined): boolean =>
    ground === 'administration' || (area === undefined ? roster.worksEverywhere(by) : roster.sees(by, area, now))
  const areaOf = async (what: 'schedule' | 'policy', id: string): Promise<string | undefined> =>
    what === 'schedule' ? (await kept.schedule(id))?.area : roster.policies.find((each) => each.id === id)?.area

  switch (change.change) {
    case 'put-schedule':
    case 'put-policy': {
      const isSchedule = change.change === 'put-schedule'
      const [what, subject] = isSchedule
        ? (['schedule', change.schedule] as const)
        : (['policy', change.policy] as const)
      const before = await areaOf(what, subject.id)
      const exists = (await kept.version(what, subject.id)) > 0
      if (!plans(subject.area) || (exists && !plans(before))) return 'not-allowed'
      const { version, reason } = change
      const seen = { by, version, reason, now }
      const put = isSchedule ? await editor.schedule(change.schedule, seen) : await editor.policy(change.policy, seen)
      if (typeof put === 'string') return put
      return { action: `${what}-changed`, detail: `${subject.id} version ${put.version}: ${reason}`, ...put }
    }
    case 'remove': {
      const { what, id, version, reason } = change
      if ((await kept.version(what, id)) === 0) return 'not-found'
      if (!plans(await areaOf(what, id))) return 'not-allowed'
      const removed = await editor.remove(what, id, { by, version, reason, now })
      if (typeof removed === 'string') return removed
      return { action: `${what}-removed`, detail: `${id}: ${reason}`, ...removed }
    }
    case 'restore': {
      const { what, id, reason } = change
      const last = await kept.last(what, id)
      if (last === undefined) return 'not-found'
      if (!plans(last.area)) return 'not-allowed'
      const restored = await editor.restore(what, id, { by, reason, now })
      if (typeof restored === 'string') return restored
      return { action: `${what}-restored`, detail: `${id} version ${restored.version}: ${reason}`, ...restored }
    }
    case 'add-override': {
      if ((await kept.version('schedule', change.schedule)) === 0) return 'not-found'
      if (!plans(await areaOf('schedule', change.schedule))) return 'not-allowed'
      const added = await addOverride(kept, change.schedule, change.override, editor.known, who)
      if (typeof added === 'string') return added
      return { action: 'override-added', detail: `${change.schedule} ${added.created}`, ...added }
    }
    case 'remove-override': {
      if ((await kept.version('schedule', change.schedule)) === 0) return 'not-found'
      if (!plans(await areaOf('schedule', change.schedule))) return 'not-allowed'
      const removed = await removeOverride(kept, change.schedule, change.override, who)
      if (typeof removed === 'string') return removed
      return { action: 'override-removed', detail: `${change.schedule} ${change.override}`, ...removed }
    }
    case 'offer-swap':
      return told(ports, 'swap-offered', await offerSwap(query, kept, change, editor.known, who), now)
    case 'decide-swap':
      return told(ports, `swap-${change.step}`, await decideSwap(query, kept, change, who), now)
    case 'confirm-shift': {
      const confirmed = await confirmShift(query, kept, change, who)
      if (typeof confirmed === 'string') return confirmed
      return { action: 'shift-confirmed', detail: change.schedule }
    }
    case 'take-warning': {
      const warnings = warningStore(query)
      const warning = await warnings.find(change.warning)
      if (warning === undefined || warning.status === 'cleared') return 'not-found'
      if (warning.status === 'taken' && warning.takenBy !== by) return 'task-already-taken'
      await warnings.put({ ...warning, status: 'taken', takenBy: by })
      return { action: 'duty-warning-taken', detail: warning.id }
    }
    case 'see-notice': {
      const isSeen = await noticeStore(query).seen(change.notice, by, now)
      return isSeen ? { action: 'duty-notice-seen', detail: change.notice } : 'not-found'
    }
    case 'make-feed': {
      const made = await makeFeed(query, change, who)
      return typeof made === 'string' ? made : { action: 'calendar-made', detail: made.created, ...made }
    }
    case 'revoke-feed': {
      const code = await revokeFeed(query, change.feed, who)
      return code ?? { action: 'calendar-revoked', detail: change.feed }
    }
    case 'answer-calls':
      await answerCalls(query, change.agreed, who)
      return { action: change.agreed ? 'answering-agreed' : 'answering-ended', detail: by }
    case 'feed-used':
      await feedUsed(query, change.feed, now)
      return { action: 'calendar-read', detail: change.feed }
  }
}

/** The other one of a swap is told. */
async function told({ database }: Ports, action: string, swap: SwapDone | ProblemCode, now: number): Promise<Done> {
  if (typeof swap === 'string') return swap
  const { id, tell, schedule } = swap
  const { name, from, until } = schedule
  const key = `${tell.kind} ${id} ${action}`
  await noticeStore(database.query).tell(
    { key, ...tell, schedule: schedule.id, name, from, until, priority: 'low' },
    now,
  )
  return { action, detail: id, created: id }
}
