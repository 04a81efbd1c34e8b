import type { Milliseconds, Reading } from '@kotisilta/contract'
import type { Needs } from './needs.ts'
import type { Weighing } from './state.ts'
import { DAY } from './time.ts'

/** A bound on memory that no bathroom scale reaches: as many extremes within one window. */
const MOST = 20

export const gramsOf = (kilograms: number): number => Math.round(kilograms * 1000)

/**
 * The weighings with one more. An earlier one that is not lighter can never again be the lowest of a window, nor one
 * that is not heavier the highest, and what can be neither is forgotten. The last one is always the newest.
 */
export function withWeighing(
  { weighings, heaviest }: Needs,
  before: readonly Weighing[],
  reading: Reading,
  at: Milliseconds,
): readonly Weighing[] {
  const newest = before.at(-1)
  if (typeof reading.value !== 'number' || (newest !== undefined && at < newest.at)) return before
  const grams = gramsOf(reading.value)
  const from = at - weighings * DAY
  const after: Weighing[] = [{ at, item: reading.id, device: reading.device, grams }]
  let lowest = grams
  let highest = grams
  for (let index = before.length - 1; index >= 0; index--) {
    const weighing = before[index] as Weighing
    if (weighing.at < from) break
    if (weighing.grams < lowest || (heaviest && weighing.grams > highest)) after.push(weighing)
    lowest = Math.min(lowest, weighing.grams)
    highest = Math.max(highest, weighing.grams)
  }
  // The newest are the first here; the one before it is the least extreme of all.
  if (after.length > MOST) after.splice(1, after.length - MOST)
  return after.reverse()
}

type Extreme = (grams: number, than: number) => boolean
export const LIGHTER: Extreme = (grams, than) => grams < than
export const HEAVIER: Extreme = (grams, than) => grams > than

/** The newest weighing, or an earlier one from that moment on which is more extreme than all after it. */
export function mostExtreme(weighings: readonly Weighing[], from: Milliseconds, isMore: Extreme): Weighing {
  let most = weighings.at(-1) as Weighing
  for (let index = weighings.length - 2; index >= 0; index--) {
    const weighing = weighings[index] as Weighing
    if (weighing.at < from) break
    if (isMore(weighing.grams, most.grams)) most = weighing
  }
  return most
}
