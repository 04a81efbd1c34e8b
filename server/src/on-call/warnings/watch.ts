import { type Milliseconds, newUlid, type Schedule } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import { climbed } from '../../alerts/escalation.ts'
import type { Work } from '../../commit/work.ts'
import type { Database } from '../../database/schema.ts'
import { noticeStore } from '../notices.ts'
import type { Roster } from '../roster.ts'
import { rosterFaults } from '../roster-faults.ts'
import { confirmationOf, hasBegun, shiftsBetween } from '../shifts.ts'
import { warningStore } from './store.ts'
import { type DutyTrouble, judged, priorityOf, type Warning, warningChain } from './warning.ts'

/** So long ahead a gap is told, while there is time to find somebody (ours). */
const AHEAD: Milliseconds = 24 * 3_600_000
/** So long ahead people are reminded that they come on (ours). */
const REMINDED: Milliseconds = 12 * 3_600_000
/** What only time changes is looked at so often; a change of the rota at once. */
const LOOK_EVERY: Milliseconds = 60_000

/** Looks after those who look after alerts: nobody on is itself told, and climbs until somebody sees to it. */
export class DutyWatch {
  readonly #query: Kysely<Database>
  readonly #roster: Roster
  readonly #warnings: ReturnType<typeof warningStore>
  readonly #notices: ReturnType<typeof noticeStore>
  #looked: { version: string; at: Milliseconds } | undefined

  constructor(query: Kysely<Database>, roster: Roster) {
    this.#query = query
    this.#roster = roster
    this.#warnings = warningStore(query)
    this.#notices = noticeStore(query)
  }

  /** Something has been done about a rota, or a shift confirmed: what is so is looked at anew. */
  lookSoon(): void {
    this.#looked = undefined
  }

  async passTime({ now }: Work): Promise<void> {
    const { version } = this.#roster
    const isFresh = this.#looked?.version === version && now >= this.#looked.at && now < this.#looked.at + LOOK_EVERY
    if (!isFresh) {
      await this.#look(now)
      this.#looked = { version, at: now }
    }
    for (const warning of await this.#warnings.due(now)) await this.#climb(warning, now)
  }

  async #look(now: Milliseconds): Promise<void> {
    const { policies } = this.#roster
    const troubles = [...this.#gaps(now), ...(await this.#unconfirmed(now))]
    const before = await this.#warnings.unresolved()
    const chainOf = (trouble: DutyTrouble, stage: Warning['stage']) => warningChain(trouble, stage, policies)
    for (const warning of judged(before, troubles, now, () => newUlid(now), chainOf)) {
      await this.#warnings.put(warning)
      if (warning.status === 'cleared') await this.#notices.over(warning.id)
    }
    await this.#remind(now)
  }

  #gaps(now: Milliseconds): DutyTrouble[] {
    const { schedules, policies, knows, sees } = this.#roster
    const acquaintance = { known: knows, sees: (staff: string, area: string | undefined) => sees(staff, area, now) }
    return rosterFaults(schedules, policies, now, now + AHEAD, acquaintance).flatMap((fault): DutyTrouble[] => {
      const { from, until } = fault
      if (fault.type === 'gap') return [{ kind: 'gap', subject: fault.schedule, staff: null, from, until }]
      if (fault.type === 'uncovered') return [{ kind: 'uncovered', subject: fault.policy, staff: null, from, until }]
      return []
    })
  }

  async #unconfirmed(now: Milliseconds): Promise<DutyTrouble[]> {
    const asking = this.#roster.schedules.filter(({ confirmMinutes }) => confirmMinutes !== null)
    if (asking.length === 0) return []
    const entered = await firstEntered(this.#query)
    const confirmed = await lastConfirmations(this.#query)
    return asking.flatMap((schedule) =>
      shiftsBetween(schedule, now, now + 1).flatMap((shift): DutyTrouble[] => {
        const { staff, from, until } = shift
        // Nobody could confirm what nobody had written down yet.
        if (!hasBegun(shift, now) || from < entered(schedule.id) || !this.#roster.knows(staff)) return []
        const { state } = confirmationOf(shift, confirmed(schedule.id, staff), now)
        return state === 'late' ? [{ kind: 'unconfirmed', subject: schedule.id, staff, from, until }] : []
      }),
    )
  }

  async #remind(now: Milliseconds): Promise<void> {
    const coming = this.#roster.schedules.flatMap((schedule: Schedule) =>
      shiftsBetween(schedule, now, now + REMINDED).filter(({ from, staff }) => from > now && this.#roster.knows(staff)),
    )
    const keyOf = (schedule: string, staff: string, from: Milliseconds) => `comes-on ${schedule} ${staff} ${from}`
    for (const { schedule, staff, from, until } of coming) {
      const { id, name } = schedule
      const key = keyOf(id, staff, from)
      await this.#notices.tell({ key, staff, kind: 'comes-on', schedule: id, name, from, until, priority: 'low' }, now)
    }
    await this.#notices.onlyComing(new Set(coming.map((each) => keyOf(each.schedule.id, each.staff, each.from))), now)
  }

  async #climb(warning: Warning, now: Milliseconds): Promise<void> {
    const { kind, subject, staff, from, until } = warning
    const about = this.#roster.schedules.find(({ id }) => id === subject)
    const named = kind === 'uncovered' ? this.#roster.policies.find(({ id }) => id === subject) : about
    const { escalation, calls } = climbed(warning.chain, now, (target) =>
      this.#roster.peopleIn(target, named?.area, now),
    )
    await this.#warnings.put({ ...warning, chain: escalation })
    const name = named?.name ?? subject
    const priority = priorityOf(warning)
    for (const { round, step, people } of calls) {
      for (const person of people) {
        const key = `warning ${warning.id} ${escalation.began} ${round} ${step} ${person}`
        const notice = { key, staff: person, kind, warning: warning.id, name, from, until, about: staff, priority }
        await this.#notices.tell(notice, now)
      }
    }
  }
}

/** When somebody last said that they are on by a schedule. */
export async function lastConfirmations(
  query: Kysely<Database>,
): Promise<(schedule: string, staff: string) => Milliseconds | undefined> {
  const rows = await query
    .selectFrom('duty_confirmation')
    .select(['schedule', 'staff', (select) => select.fn.max('at').as('at')])
    .groupBy(['schedule', 'staff'])
    .execute()
  const last = new Map(rows.map(({ schedule, staff, at }) => [`${schedule} ${staff}`, Number(at)]))
  return (schedule, staff) => last.get(`${schedule} ${staff}`)
}

/** Since when a schedule is there: nobody can confirm what nobody had written down yet. */
export async function firstEntered(query: Kysely<Database>): Promise<(schedule: string) => Milliseconds> {
  const rows = await query
    .selectFrom('on_call_change')
    .select(['subject', (select) => select.fn.min('at').as('at')])
    .where('what', '=', 'schedule')
    .groupBy('subject')
    .execute()
  const first = new Map(rows.map(({ subject, at }) => [subject, Number(at)]))
  return (schedule) => first.get(schedule) ?? 0
}
