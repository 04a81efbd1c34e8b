import type { DeviceEvent, Milliseconds, Plan } from '@kotisilta/contract'
import { dayOf, momentOf } from '../local-time.ts'
import type { PatientState } from '../state.ts'
import { DAY } from '../time.ts'
import { doseLateWords, dosesSettledWords } from '../words/dose-late.ts'
import { cutOffSince, isListening } from './causes.ts'
import { reportOf } from './dose-reports.ts'
import { type DoseSlot, dosesAt, dosesMeant, slotsAround } from './dose-slots.ts'
import type { Facts } from './facts.ts'
import type { WatchRule } from './watch-rule.ts'

/**
 * A dose that nobody has taken and that somebody has to see to: critical, missed without the robot saying so, or out of
 * reach because the robot has a fault or is not heard. All medicines of one moment are one dose.
 */
export const doseLate: WatchRule = {
  rule: 'dose-late',
  version: 1,
  problem: 'medication',
  episode: 'doseLate',
  isOn: (plan) => plan.medicines.length > 0,
  another: 1,
  name: { fi: 'myöhästynyt lääkeannos', sv: 'försenad läkemedelsdos', en: 'late dose' },
  look(plan, state, moment) {
    const { now } = moment
    const { facts = {} } = state.episodes
    // What the robot does while its home is cut off is told when it is back; that it is cut off is an alert of its own.
    const isCutOff = cutOffSince(state.watching) !== undefined
    if (isCutOff || !hasRobot(facts) || !isListening(state.watching, moment)) return undefined
    const slots = dosesAt(plan, state, now)
    const from = facts.since ?? now
    const open = slots.filter((slot) => slot.due >= from && isOpen(slot, slots, now))
    const worst = new Map<Milliseconds, number>()
    for (const { due, status } of open) worst.set(due, Math.max(worst.get(due) ?? 0, status === 'missed' ? 2 : 1))
    return {
      amount: [...worst.values()].reduce((sum, each) => sum + each, 0),
      isTrue: open.length > 0,
      isOver: open.length === 0,
      since: Math.max(...open.map(since)),
      priority: open.some(({ medicine }) => medicine.critical) ? 'high' : 'medium',
      words: () => doseLateWords(open.map(({ medicine: { name }, due, status }) => ({ name, due, status }))),
      overWords: dosesSettledWords,
    }
  },
  nextLook(plan, _state, { now }) {
    let next = Number.POSITIVE_INFINITY
    for (const { opens, due, late, critical, missed } of slotsAround(plan, now)) {
      for (const time of [opens, late, critical, missed, due + DAY]) if (time > now && time < next) next = time
    }
    // Tomorrow there are other doses.
    return Math.min(next, momentOf(dayOf(now) + 1, 0))
  },
}

/** Whether there is anything that would say that a dose was taken. */
const hasRobot = ({ robot, doses }: Facts): boolean => robot !== undefined || doses !== undefined

function isOpen(slot: DoseSlot, slots: readonly DoseSlot[], now: Milliseconds): boolean {
  switch (slot.status) {
    case 'critical':
    case 'robot-fault':
    case 'robot-offline':
      return true
    case 'missed':
      return slot.reportedMissed !== 'first' && now < endOf(slot, slots)
    default:
      return false
  }
}

/** A missed dose is past when the next one of the medicine may be taken, or after a day. */
function endOf({ medicine, due }: DoseSlot, slots: readonly DoseSlot[]): Milliseconds {
  const next = slots.find((other) => other.medicine === medicine && other.due > due)
  return Math.min(next?.opens ?? Number.POSITIVE_INFINITY, due + DAY)
}

const since = ({ status, late, critical, missed }: DoseSlot): Milliseconds =>
  status === 'missed' ? missed : status === 'critical' ? critical : late

/**
 * Whether a robot that gives a dose up says only of what has been told: then it makes that worse, and is no second alert.
 * A robot that is the first to say so is told at once by the rule `dose-missed`, and not here again.
 */
export function isToldAsLate(plan: Plan, state: PatientState, event: DeviceEvent, at: Milliseconds): boolean {
  if (event.kind !== 'dose-missed' || state.episodes.doseLate === undefined) return false
  const report = reportOf(event, at)
  const slots = dosesAt(plan, state, at)
  return report !== undefined && dosesMeant(slots, report).some((slot) => isOpen(slot, slots, at))
}
