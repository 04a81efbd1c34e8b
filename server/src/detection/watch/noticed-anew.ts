import type { Item, Milliseconds, Plan } from '@kotisilta/contract'
import { dayOf } from '../local-time.ts'
import { needsOf } from '../needs.ts'
import { inOrder } from '../rebuild.ts'
import { type PatientState, withEpisodes } from '../state.ts'
import { timeOf } from '../time.ts'
import type { DoseReport } from './dose-reports.ts'
import type { Facts, Known } from './facts.ts'
import { notedFacts } from './noted-facts.ts'

/**
 * What is known of the home, learnt anew from what its devices have told: for whoever has taken items out of the past.
 *
 * @param history every event, step count and share of movement from `since` on, in any order
 * @param since the beginning of a day; what was known before stays
 */
export function noticedAnew(
  plan: Plan,
  state: PatientState,
  history: readonly Item[],
  since: Milliseconds,
): PatientState {
  const { watches } = needsOf(plan)
  if (watches?.items !== true) return state
  const { facts: before = {} } = state.episodes
  let facts = knownBefore(before, since)
  for (const item of inOrder(history)) facts = notedFacts(watches, facts, item, timeOf(item.at))
  const { doses, ...others } = facts
  if (doses !== undefined) facts = { ...others, doses: doses.map((report) => asTold(report, before.doses)) }
  return withEpisodes(state, { ...state.episodes, facts })
}

/** Batteries are told by readings, of whoever has the device. */
function knownBefore(
  { since: watched, worn, atHome, devices, batteries, moves, doses, robot }: Facts,
  since: Milliseconds,
): Facts {
  const isBefore = (word: Known | undefined): word is Known => word !== undefined && word.at < since
  const { fault, well } = robot ?? {}
  const did = {
    ...(fault !== undefined && fault < since && { fault }),
    ...(well !== undefined && well < since && { well }),
  }
  const older = {
    devices: Object.fromEntries(Object.entries(devices ?? {}).filter(([, word]) => isBefore(word))),
    moves: (moves ?? []).filter(([day]) => day < dayOf(since)),
    doses: (doses ?? []).filter(([, at]) => at < since),
  }
  return {
    ...(watched !== undefined && { since: watched }),
    ...(isBefore(worn) && { worn }),
    ...(isBefore(atHome) && { atHome }),
    ...(Object.keys(older.devices).length > 0 && { devices: older.devices }),
    ...(batteries !== undefined && { batteries }),
    ...(older.moves.length > 0 && { moves: older.moves }),
    ...(older.doses.length > 0 && { doses: older.doses }),
    ...(robot !== undefined && Object.keys(did).length > 0 && { robot: { device: robot.device, ...did } }),
  }
}

/** A dose that was told as late before the robot gave it up has been told. */
function asTold(report: DoseReport, before: readonly DoseReport[] = []): DoseReport {
  const [said, ...which] = report
  const isTold = before.some(
    ([then, ...other]) => then === 'missed-after-late' && JSON.stringify(other) === JSON.stringify(which),
  )
  return said === 'missed' && isTold ? ['missed-after-late', ...which] : report
}
