import {
  type CalendarFeed,
  type DutyNotice,
  isoTime,
  type Milliseconds,
  type OnCallCalendar,
  type OnCallChange,
  type OnCallNow,
  type OnCallSettings,
  type OwnShift,
  policySchema,
  type ShownRosterFault,
  type Swap,
  scheduleSchema,
} from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import { dayOf } from '../../detection/local-time.ts'
import { DEFAULT_POLICIES, DEFAULT_TECHNICAL_POLICY } from '../default-policies.ts'
import { dateOfDay } from '../duty-windows.ts'
import { holidaysOf } from '../holidays.ts'
import { CONFIRM_EARLY, hasBegun, shiftsBetween } from '../shifts.ts'
import type { OnCallTables } from '../tables.ts'
import { warningStore } from '../warnings/store.ts'
import { firstEntered, lastConfirmations } from '../warnings/watch.ts'
import { dutiesBetween } from '../who-is-on.ts'
import { relativeCallReader } from './relative-calls.ts'
import { removedRotas } from './removed.ts'
import { named, ownShift, shownDuty, shownFaults, shownWarning, whoIsOnNow } from './shown.ts'
import { canBeOnCall, type RotaSnapshot, rotaSnapshots } from './snapshot.ts'

const DAY = 86_400_000
/** What a person has been told and has not put away is shown for so long after it. */
const NOTICE_SHOWN: Milliseconds = DAY

/** Who is on call, as people are shown it. */
export function onCallReader(query: Kysely<Database>, sqlite: Sqlite) {
  const snapshots = rotaSnapshots(query, sqlite)
  const warnings = warningStore(query)

  async function notices(staff: string, now: Milliseconds, snapshot: RotaSnapshot): Promise<DutyNotice[]> {
    const rows = await query
      .selectFrom('duty_notice')
      .selectAll()
      .where('staff', '=', staff)
      .where('seen_at', 'is', null)
      .where('until_at', '>', now)
      .where('at', '>', now - NOTICE_SHOWN)
      .orderBy('at')
      .limit(50)
      .execute()
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind as DutyNotice['kind'],
      name: row.name,
      from: isoTime(row.from_at),
      until: isoTime(row.until_at),
      about: row.about === null ? null : named(snapshot)(row.about),
      at: isoTime(row.at),
    }))
  }

  async function swaps(staff: string, now: Milliseconds, snapshot: RotaSnapshot): Promise<Swap[]> {
    const rows = await query
      .selectFrom('duty_swap')
      .selectAll()
      .where((where) => where.or([where('by', '=', staff), where('recipient', '=', staff)]))
      .where('until_at', '>', now)
      .orderBy('from_at')
      .execute()
    return rows.map((row) => shownSwap(row, snapshot))
  }

  async function shifts(staff: string, now: Milliseconds, until: Milliseconds): Promise<OwnShift[]> {
    const { schedules } = await snapshots()
    const confirmed = await lastConfirmations(query)
    const entered = await firstEntered(query)
    return schedules
      .flatMap((schedule) => shiftsBetween(schedule, now, until))
      .filter((shift) => shift.staff === staff)
      .sort((a, b) => a.from - b.from)
      .map((shift) => {
        const isAsked = hasBegun(shift, now) && shift.from >= entered(shift.schedule.id)
        return ownShift(shift, isAsked, confirmed(shift.schedule.id, staff), now)
      })
  }

  return {
    snapshots,
    relative: relativeCallReader(query),

    /** Of the areas that the one who asks works in. @param everywhere whoever looks after all of them */
    async now(staff: string, everywhere: boolean, now: Milliseconds): Promise<OnCallNow> {
      const snapshot = await snapshots()
      const isNear = ({ area }: { area: string | null }) =>
        everywhere || snapshot.rights.worksIn(staff, area ?? undefined, now)
      const told = (await warnings.unresolved()).map((warning) => shownWarning(warning, snapshot))
      const own = await shifts(staff, now, now + CONFIRM_EARLY + 1)
      const asked = own.find(({ confirmation }) => confirmation === 'asked' || confirmation === 'late')
      const offers = await swaps(staff, now, snapshot)
      return {
        at: isoTime(now),
        schedules: whoIsOnNow(snapshot, now).filter(isNear),
        warnings: told.filter(isNear),
        own: {
          notices: await notices(staff, now, snapshot),
          shift: asked ?? own[0] ?? null,
          offers: offers.filter(({ status, to }) => status === 'offered' && to.id === staff),
        },
      }
    },

    async calendar(from: Milliseconds, days: number): Promise<OnCallCalendar> {
      const snapshot = await snapshots()
      const until = from + days * DAY
      const actor = named(snapshot)
      const first = dayOf(from)
      const dates = Array.from({ length: dayOf(until) - first + 1 }, (_, index) => first + index)
      return {
        from: isoTime(from),
        until: isoTime(until),
        schedules: snapshot.schedules.map((schedule) => ({
          id: schedule.id,
          name: schedule.name,
          duties: dutiesBetween(schedule, from, until).map((duty) => shownDuty(duty, actor)),
        })),
        faults: shownFaults(snapshot, from, until),
        holidays: dates.flatMap((day) => {
          const name = holidaysOf(new Date(day * DAY).getUTCFullYear()).get(day)
          return name === undefined ? [] : [{ date: dateOfDay(day), name }]
        }),
      }
    },

    async faults(from: Milliseconds, days: number): Promise<ShownRosterFault[]> {
      return shownFaults(await snapshots(), from, from + days * DAY)
    },

    async settings(): Promise<OnCallSettings> {
      const { schedules, policies, staff } = await snapshots()
      return {
        schedules: [...schedules],
        policies: [...policies],
        defaults: [...Object.values(DEFAULT_POLICIES), DEFAULT_TECHNICAL_POLICY],
        areas: await query.selectFrom('area').select(['id', 'name']).orderBy('name').execute(),
        staff: [...staff.values()].filter(canBeOnCall),
        removed: await removedRotas(query),
      }
    },

    async history(what: 'schedule' | 'policy', id: string): Promise<OnCallChange[]> {
      const rows = await query
        .selectFrom('on_call_change')
        .leftJoin('staff', 'staff.id', 'on_call_change.by')
        .select(['on_call_change.subject', 'version', 'at', 'staff.name', 'reason', 'body'])
        .where('what', '=', what)
        .where('on_call_change.subject', '=', id)
        .orderBy('version', 'desc')
        .limit(100)
        .execute()
      return rows.map((row) => {
        const body: unknown = row.body === null ? null : JSON.parse(row.body)
        return {
          what,
          id: row.subject,
          version: row.version,
          at: isoTime(row.at),
          by: row.name,
          reason: row.reason,
          schedule: body !== null && what === 'schedule' ? scheduleSchema.parse(body) : null,
          policy: body !== null && what === 'policy' ? policySchema.parse(body) : null,
        }
      })
    },

    /** One's own, six weeks ahead. */
    async own(staff: string, now: Milliseconds): Promise<{ shifts: OwnShift[]; swaps: Swap[] }> {
      return {
        shifts: await shifts(staff, now, now + 42 * DAY),
        swaps: await swaps(staff, now, await snapshots()),
      }
    },

    async feeds(staff: string): Promise<CalendarFeed[]> {
      const rows = await query
        .selectFrom('calendar_feed')
        .selectAll()
        .where('staff', '=', staff)
        .where('revoked_at', 'is', null)
        .orderBy('created_at')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        schedule: row.schedule,
        createdAt: isoTime(row.created_at),
        lastUsedAt: row.last_used_at === null ? null : isoTime(row.last_used_at),
      }))
    },

    /** Whose calendar has that token; undefined: nobody's, or not any more, or not of anybody who is on the staff now. */
    async feed(hash: Uint8Array): Promise<{ id: string; staff: string; schedule: string | null } | undefined> {
      return query
        .selectFrom('calendar_feed')
        .innerJoin('staff', 'staff.id', 'calendar_feed.staff')
        .select(['calendar_feed.id', 'calendar_feed.staff', 'schedule'])
        .where('token_hash', '=', hash as Buffer)
        .where('revoked_at', 'is', null)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
    },
  }
}

export type OnCallReader = ReturnType<typeof onCallReader>

function shownSwap(row: OnCallTables['duty_swap'], snapshot: RotaSnapshot): Swap {
  const actor = named(snapshot)
  return {
    id: row.id,
    schedule: row.schedule,
    from: isoTime(row.from_at),
    until: isoTime(row.until_at),
    by: actor(row.by),
    to: actor(row.recipient),
    note: row.note,
    status: row.status as Swap['status'],
    offeredAt: isoTime(row.offered_at),
    decidedAt: row.decided_at === null ? null : isoTime(row.decided_at),
  }
}
