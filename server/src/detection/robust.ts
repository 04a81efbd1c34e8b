/** The middle one, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  // A typed array is sorted by number without a function that compares.
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}

/** Makes the median absolute deviation of normally distributed values their standard deviation. */
const NORMAL = 1.4826

export interface Spread {
  middle: number
  /** As a standard deviation would be, and not moved by a few values that are far off. */
  sigma: number
}

export function spreadOf(values: readonly number[]): Spread {
  const middle = median(values)
  return { middle, sigma: NORMAL * median(values.map((value) => Math.abs(value - middle))) }
}
