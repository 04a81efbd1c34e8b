import type { SignNow } from '@kotisilta/contract'

/** Fewer earlier values than these say nothing of what is usual. */
export const FEWEST = 5

/**
 * How the last value stands to the person's own: above the 80th or below the 20th centile of the earlier ones, as care
 * homes use them (docs/clinical-sources.md); null with too few to say. It is an arrow on a card, and no finding.
 *
 * @param earlier the values before, in any order
 */
export function trendOf(last: number, earlier: readonly number[]): SignNow['trend'] {
  if (earlier.length < FEWEST) return null
  const sorted = [...earlier].sort((a, b) => a - b)
  if (last > centile(sorted, 0.8)) return 'up'
  return last < centile(sorted, 0.2) ? 'down' : 'steady'
}

/** With straight lines between neighbours. */
function centile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] as number
  const above = sorted[Math.ceil(place)] as number
  return below + (above - below) * (place - Math.floor(place))
}
