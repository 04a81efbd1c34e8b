import type { Milliseconds } from '@kotisilta/contract'
import { DAY } from '../time.ts'
import { doseLateWords, dosesSettledWords } from '../words/dose-late.ts'
import { isListening } from './causes.ts'
import { type DoseSlot, dosesAt } from './dose-slots.ts'
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
  look(plan, state, now) {
    const { facts = {} } = state.episodes
    if (!isListening(state.watching, facts, now) || !hasRobot(facts)) return undefined
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
      return !slot.reportedMissed && now < endOf(slot, slots)
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
