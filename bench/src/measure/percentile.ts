/** The value below which `share` (0 to 1) of the values lie, by nearest rank; undefined when there are none. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

/** The middle value, the lower of two; undefined values do not count. */
export function median(values: readonly (number | undefined)[]): number | undefined {
  return percentile(
    values.filter((value) => value !== undefined),
    0.5,
  )
}
