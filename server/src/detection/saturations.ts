import type { OpenPage, Page } from './pages.ts'

export interface Saturations {
  count: number
  mean: number
  /** Standard deviation of a sample. */
  deviation: number
}

/** All saturations of the days from `first` to `last`. */
export function saturationsOf(pages: readonly (Page | OpenPage)[], first: number, last: number): Saturations {
  let [count, sum, squares] = [0, 0, 0]
  for (const { day, o2 } of pages) {
    if (day < first || day > last || o2 === undefined) continue
    count += o2[0]
    sum += o2[1]
    squares += o2[2]
  }
  const mean = sum / count
  return { count, mean, deviation: Math.sqrt(Math.max(0, squares - count * mean * mean) / (count - 1)) }
}

/**
 * How far the saturations of those days lie from their own straight trend over the days, as a standard deviation; undefined
 * of fewer than so many.
 */
export function residualOf(
  pages: readonly (Page | OpenPage)[],
  first: number,
  last: number,
  fewest: number,
): number | undefined {
  let [count, sum, squares, days, daySquares, products] = [0, 0, 0, 0, 0, 0]
  for (const { day, o2 } of pages) {
    if (day < first || day > last || o2 === undefined) continue
    const since = day - first
    count += o2[0]
    sum += o2[1]
    squares += o2[2]
    days += since * o2[0]
    daySquares += since * since * o2[0]
    products += since * o2[1]
  }
  if (count < fewest || count < 3) return undefined
  const spread = daySquares - (days * days) / count
  const slope = spread === 0 ? 0 : (products - (days * sum) / count) / spread
  const unexplained = squares - (sum * sum) / count - slope * slope * spread
  return Math.sqrt(Math.max(0, unexplained) / (count - 2))
}
