import type { Milliseconds, Plan, Reading } from '@kotisilta/contract'
import type { PatientState, Weighing } from './state.ts'
import { DAY } from './time.ts'

/** A bound on memory that no bathroom scale reaches: as many ever heavier weighings within one window. */
const MOST = 40

export const gramsOf = (kilograms: number): number => Math.round(kilograms * 1000)

/**
 * The state with one more weighing. An earlier one that is not lighter can never again be the lowest of the window
 * and is forgotten, so what is kept grows heavier from the first to the last.
 */
export function withWeighing(plan: Plan, state: PatientState, reading: Reading, at: Milliseconds): PatientState {
  const newest = state.weights.at(-1)
  if (typeof reading.value !== 'number' || (newest !== undefined && at < newest.at)) return state
  const grams = gramsOf(reading.value)
  const from = at - plan.weightGain.days * DAY
  const weights: Weighing[] = []
  for (const weighing of state.weights) if (weighing.at >= from && weighing.grams < grams) weights.push(weighing)
  if (weights.length === MOST) weights.pop()
  weights.push({ at, item: reading.id, device: reading.device, grams })
  return { latest: state.latest, weights, episodes: state.episodes }
}
