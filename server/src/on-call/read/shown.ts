import {
  type Actor,
  type DutyWarning,
  isoTime,
  type Milliseconds,
  type OnCallNow,
  type OwnShift,
  type ShownDuty,
  type ShownRosterFault,
} from '@kotisilta/contract'
import { reachesNobody } from '../../alerts/escalation.ts'
import { isInWindow } from '../duty-windows.ts'
import { type RosterFault, rosterFaults } from '../roster-faults.ts'
import { confirmationOf, type Shift } from '../shifts.ts'
import { priorityOf, type Warning } from '../warnings/warning.ts'
import { type Duty, dutyAt } from '../who-is-on.ts'
import type { RotaSnapshot } from './snapshot.ts'

type Named = (id: string) => Actor

/** Ids as people: one who has no account any more is called by the id. */
export const named =
  ({ staff }: RotaSnapshot): Named =>
  (id) => ({ id, name: staff.get(id)?.name ?? id })

export const shownDuty = ({ from, until, staff }: Duty, actor: Named): ShownDuty => ({
  from: isoTime(from),
  until: isoTime(until),
  staff: staff.map(actor),
})

/** Per schedule: who is on, until when, and who is next. */
export function whoIsOnNow(snapshot: RotaSnapshot, now: Milliseconds): OnCallNow['schedules'] {
  const actor = named(snapshot)
  return snapshot.schedules.map((schedule) => {
    const { id, name, area = null, required, holidays } = schedule
    const duty = dutyAt(schedule, now)
    return {
      id,
      name,
      area,
      now: shownDuty(duty.now, actor),
      next: duty.next === undefined ? null : shownDuty(duty.next, actor),
      required: isInWindow(required, holidays, now),
    }
  })
}

export function shownFaults(snapshot: RotaSnapshot, from: Milliseconds, until: Milliseconds): ShownRosterFault[] {
  const { schedules, policies, staff, rights } = snapshot
  const faults = rosterFaults(schedules, policies, from, until, {
    known: (id) => staff.has(id),
    sees: (id, area) => rights.worksIn(id, area, from),
  })
  return faults.map((fault) => shownFault(fault, named(snapshot)))
}

function shownFault(fault: RosterFault, actor: Named): ShownRosterFault {
  return {
    type: fault.type,
    schedules: 'schedules' in fault ? [...fault.schedules] : [fault.schedule],
    ...('policy' in fault && { policy: fault.policy }),
    ...('staff' in fault && { staff: actor(fault.staff) }),
    from: isoTime(fault.from),
    until: isoTime(fault.until),
  }
}

export function shownWarning(warning: Warning, snapshot: RotaSnapshot): DutyWarning {
  const actor = named(snapshot)
  const { id, kind, subject, staff, from, until, stage, status, raisedAt, takenBy, chain } = warning
  const about = [...(kind === 'uncovered' ? snapshot.policies : snapshot.schedules)].find((each) => each.id === subject)
  return {
    id,
    kind,
    subject,
    name: about?.name ?? subject,
    area: about?.area ?? null,
    staff: staff === null ? null : actor(staff),
    from: isoTime(from),
    until: isoTime(until),
    stage,
    priority: priorityOf(warning),
    status,
    raisedAt: isoTime(raisedAt),
    takenBy: takenBy === null ? null : actor(takenBy),
    told: [...new Set(chain.calls.flatMap(({ people }) => people))].slice(-20).map(actor),
    nobody: reachesNobody(chain),
  }
}

/** @param isAsked whether it is known when the shift began, and it was written down by then */
export function ownShift(
  shift: Shift,
  isAsked: boolean,
  confirmedAt: Milliseconds | undefined,
  now: Milliseconds,
): OwnShift {
  const { schedule, from, until } = shift
  const { state, by } = isAsked ? confirmationOf(shift, confirmedAt, now) : { state: 'not-asked' as const, by: null }
  return {
    schedule: schedule.id,
    name: schedule.name,
    from: isoTime(from),
    until: isoTime(until),
    confirmation: state,
    confirmBy: by === null ? null : isoTime(by),
  }
}
