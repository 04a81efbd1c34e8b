import type { Medicine, Milliseconds, Plan } from '@kotisilta/contract'
import { dayOf, minutesOf, momentOf } from '../local-time.ts'
import { perPlan } from '../per-plan.ts'
import { causeOf, type Home, isPaused } from './causes.ts'
import { type DoseReport, medicineName } from './dose-reports.ts'

const MINUTE: Milliseconds = 60_000
/** A robot's own idea of when a dose is due, this close to the plan's, is the same dose. */
const SAME: Milliseconds = 30 * MINUTE

export type DoseStatus =
  | 'upcoming'
  | 'due'
  /** Taken before it was due. */
  | 'early'
  /** Taken, perhaps late: `takenAt` says. */
  | 'taken'
  | 'late'
  | 'critical'
  | 'missed'
  | 'withdrawn'
  | 'travel-pack'
  | 'robot-fault'
  | 'robot-offline'
  | 'paused'

/** One dose of one medicine. */
export interface DoseSlot {
  medicine: Medicine
  /** When it is due, and its windows. */
  due: Milliseconds
  opens: Milliseconds
  late: Milliseconds
  critical: Milliseconds
  missed: Milliseconds
  status: DoseStatus
  takenAt?: Milliseconds
  /** The robot itself has said that it was missed: as the first to tell, or after it had been told as late. */
  reportedMissed?: 'first' | 'after-late'
}

/** The doses of yesterday, today and tomorrow as they stand at a moment, soonest due first. */
export function dosesAt(plan: Plan, home: Home, now: Milliseconds): DoseSlot[] {
  const { facts = {} } = home.episodes
  const slots = slotsAround(plan, now).map((slot) => ({ ...slot }))
  for (const report of facts.doses ?? []) if (report[1] <= now) settle(slots, report)
  const trouble = troubleOf(plan, home, now)
  return slots.map((slot): DoseSlot => ({ ...slot, status: statusOf(plan, slot, trouble, now) }))
}

/** A dose, and what has been said of it. */
interface OpenSlot extends Omit<DoseSlot, 'status'> {
  settled?: 'withdrawn' | 'travel-pack'
}

/** The doses of yesterday, today and tomorrow with their windows, soonest due first. */
export function slotsAround(plan: Plan, now: Milliseconds): readonly Readonly<OpenSlot>[] {
  const known = ofDay(plan)
  const today = dayOf(now)
  if (known.today !== today) Object.assign(known, { today, slots: slotsOf(plan, today) })
  return known.slots
}

/** They are asked for again and again within a day. */
const ofDay = perPlan((): { today: number; slots: readonly Readonly<OpenSlot>[] } => ({ today: Number.NaN, slots: [] }))

function slotsOf(plan: Plan, today: number): OpenSlot[] {
  const slots: OpenSlot[] = []
  for (let day = today - 1; day <= today + 1; day++) {
    for (const medicine of plan.medicines) {
      for (const { at, days, early, late, critical, missed } of medicine.doses) {
        if (days !== undefined && !days.includes(weekdayOf(day))) continue
        const due = momentOf(day, minutesOf(at))
        if (!isPrescribed(medicine, due)) continue
        slots.push({
          medicine,
          due,
          opens: due - early * MINUTE,
          late: due + late * MINUTE,
          critical: due + critical * MINUTE,
          missed: due + missed * MINUTE,
        })
      }
    }
  }
  return slots.sort((one, other) => one.due - other.due)
}

const isPrescribed = ({ from, until }: Medicine, at: Milliseconds): boolean =>
  (from === undefined || at >= Date.parse(from)) && (until === undefined || at < Date.parse(until))

/** Monday is 1; 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => ((day + 3) % 7) + 1

function settle(slots: readonly OpenSlot[], [said, at, named, name, first = at]: DoseReport): void {
  if (said === 'travel-pack') {
    for (const slot of slots) {
      if (slot.due >= first - SAME && slot.due <= named + SAME && isMeant(slot, name)) slot.settled = 'travel-pack'
    }
    return
  }
  const due = dueOf(slots, name, named, at)
  for (const slot of slots) {
    if (slot.due !== due || !isMeant(slot, name)) continue
    if (said === 'taken') slot.takenAt ??= at
    else if (said === 'withdrawn') slot.settled = 'withdrawn'
    else slot.reportedMissed ??= said === 'missed' ? 'first' : 'after-late'
  }
}

/**
 * Which doses a robot means that says that one was missed: what it names, or what is open.
 * @param slots as `dosesAt` has them
 */
export function dosesMeant(slots: readonly DoseSlot[], [, at, named, name]: DoseReport): DoseSlot[] {
  const due = dueOf(slots.map(asOpen), name, named, at)
  return slots.filter((slot) => slot.due === due && isMeant(slot, name))
}

const asOpen = ({ status, ...slot }: DoseSlot): OpenSlot => ({
  ...slot,
  ...((status === 'withdrawn' || status === 'travel-pack') && { settled: status }),
})

const isMeant = ({ medicine }: Pick<OpenSlot, 'medicine'>, name: string): boolean =>
  name === '' || namesOf(medicine).has(name)

/** @param said what a robot calls it; if it says nothing, it may be any */
export const isOf = (medicine: Medicine, said: unknown): boolean =>
  typeof said !== 'string' || namesOf(medicine).has(medicineName(said))

const names = new WeakMap<Medicine, ReadonlySet<string>>()

/** What a robot may call it. */
function namesOf(medicine: Medicine): ReadonlySet<string> {
  const known = names.get(medicine)
  if (known !== undefined) return known
  const { id, name, atc } = medicine
  const all = new Set([id, name, atc].flatMap((each) => (each === undefined ? [] : [medicineName(each)])))
  names.set(medicine, all)
  return all
}

/**
 * Which dose is meant: the one that the robot names, else the first that is open at that moment. A dose taken after its
 * window is that of the window, and never the next one before its own has opened.
 */
function dueOf(
  slots: readonly OpenSlot[],
  name: string,
  named: Milliseconds,
  at: Milliseconds,
): Milliseconds | undefined {
  if (named !== 0) {
    let nearest: Milliseconds | undefined
    for (const slot of slots) {
      const distance = Math.abs(slot.due - named)
      const isNearer = distance <= SAME && (nearest === undefined || distance < Math.abs(nearest - named))
      if (isNearer && isMeant(slot, name)) nearest = slot.due
    }
    return nearest
  }
  const waiting = slots.filter(
    (slot) => slot.takenAt === undefined && slot.settled === undefined && slot.opens <= at && isMeant(slot, name),
  )
  return (waiting.find(({ missed }) => at < missed) ?? waiting.at(-1))?.due
}

type Trouble = 'robot-fault' | 'robot-offline' | undefined

/** Why the robot cannot give a dose, or tell of it. */
function troubleOf(plan: Plan, home: Home, now: Milliseconds): Trouble {
  const { fault = Number.NEGATIVE_INFINITY, well = Number.NEGATIVE_INFINITY, device } = home.episodes.facts?.robot ?? {}
  if (fault > well && fault <= now) return 'robot-fault'
  const cause = causeOf(plan, home, now, device, false)
  return cause === 'gateway' || cause === 'device' || cause === 'battery' ? 'robot-offline' : undefined
}

function statusOf(plan: Plan, slot: OpenSlot, trouble: Trouble, now: Milliseconds): DoseStatus {
  const { due, takenAt, settled, opens, late, critical, missed, reportedMissed } = slot
  if (takenAt !== undefined) return takenAt < due ? 'early' : 'taken'
  if (settled !== undefined) return settled
  if (isPaused(plan, due)) return 'paused'
  if (reportedMissed !== undefined) return 'missed'
  if (now < opens) return 'upcoming'
  if (now < late) return 'due'
  if (trouble !== undefined) return trouble
  if (now < critical) return 'late'
  return now < missed ? 'critical' : 'missed'
}
