import type { DutyOverride, Milliseconds, Schedule } from '@kotisilta/contract'
import { dayOf } from '../detection/local-time.ts'
import { changesOn, isInWindow, turnAt } from './duty-windows.ts'

/** One stretch in which the same people are on. */
export interface Duty {
  from: Milliseconds
  until: Milliseconds
  /** Staff ids, each once; empty: nobody is on. */
  staff: readonly string[]
}

/** Farther ahead nobody plans: a schedule that changes never again is said to end here. */
const FARTHEST_DAYS = 400

/**
 * Who is on call by a schedule at a moment. Pure; times on the wall are Europe/Helsinki's, so that a night between two
 * handovers lasts 11 or 13 hours when the clocks are changed, and has no gap.
 */
export function whoIsOn(schedule: Schedule, at: Milliseconds): string[] {
  let staff: readonly string[] = crewOf(schedule, at)
  let waiting = schedule.overrides.filter((override) => isOver(override, at))
  // Somebody may stand in for one who is himself a stand-in, in whatever order that was written down.
  for (let before = waiting.length + 1; waiting.length < before; ) {
    before = waiting.length
    const later: DutyOverride[] = []
    for (const override of waiting) {
      const { away, instead } = override
      if (away !== undefined && !staff.includes(away)) later.push(override)
      else staff = [...staff.filter((each) => each !== away), ...instead]
    }
    waiting = later
  }
  return [...new Set(staff)]
}

function crewOf({ layers, holidays }: Schedule, at: Milliseconds): readonly string[] {
  for (const layer of layers) {
    const turn = turnAt(layer, at)
    const crew = turn === undefined ? undefined : layer.crews[turn]
    if (crew !== undefined && crew.length > 0 && isInWindow(layer.windows, holidays, at)) return crew
  }
  return []
}

const isOver = ({ from, until }: DutyOverride, at: Milliseconds): boolean =>
  Date.parse(from) <= at && at < Date.parse(until)

/** The stretches of a span, in order and without a hole; those with nobody are stretches, too. */
export function dutiesBetween(schedule: Schedule, from: Milliseconds, until: Milliseconds): Duty[] {
  const duties: Duty[] = []
  const edges = [from, ...changesBetween(schedule, from, until), until]
  for (const [index, begin] of edges.entries()) {
    const end = edges[index + 1]
    if (end === undefined || end === begin) continue
    const staff = whoIsOn(schedule, begin)
    const last = duties.at(-1)
    if (last !== undefined && isSame(last.staff, staff)) duties[duties.length - 1] = { ...last, until: end }
    else duties.push({ from: begin, until: end, staff })
  }
  return duties
}

/** Whose duty it is now and until when, and who comes after. */
export function dutyAt(schedule: Schedule, at: Milliseconds): { now: Duty; next: Duty | undefined } {
  // A day is enough nearly always: longer stretches are looked at only where they are asked for.
  for (const days of [2, 15, FARTHEST_DAYS]) {
    const [now, next] = dutiesBetween(schedule, at, at + days * 86_400_000)
    if (now === undefined) continue
    if (next !== undefined) return { now, next: wholeOf(schedule, next) }
    if (days === FARTHEST_DAYS) return { now, next: undefined }
  }
  return { now: { from: at, until: at, staff: [] }, next: undefined }
}

/** A stretch whose end the span cut off. */
function wholeOf(schedule: Schedule, duty: Duty): Duty {
  const [whole] = dutiesBetween(schedule, duty.from, duty.from + 15 * 86_400_000)
  return whole ?? duty
}

function changesBetween({ layers, overrides }: Schedule, from: Milliseconds, until: Milliseconds): Milliseconds[] {
  const changes = new Set<Milliseconds>()
  for (let day = dayOf(from) - 1; day <= dayOf(until); day++) {
    for (const layer of layers) for (const change of changesOn(layer, day)) changes.add(change)
  }
  for (const override of overrides) {
    changes.add(Date.parse(override.from))
    changes.add(Date.parse(override.until))
  }
  return [...changes].filter((change) => change > from && change < until).sort((a, b) => a - b)
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((staff) => b.includes(staff))
