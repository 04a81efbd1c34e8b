import type { Limit, ReadingKind } from '@kotisilta/contract'

/**
 * How far inside its limit a value must come back before it counts as back: about what two measurements of the same
 * state differ by, so that a value at the limit does not come and go (ours: docs/clinical-sources.md). In the kind's unit.
 */
const MARGINS: Readonly<Partial<Record<ReadingKind, number>>> = {
  'body-weight': 0.2,
  'heart-rate': 3,
  'oxygen-saturation': 1,
  'blood-pressure': 5,
  'body-temperature': 0.2,
  'respiratory-rate': 1,
  'blood-glucose': 0.3,
}

type Range = NonNullable<Limit['red']>

/** Keeps 36 + 0.2 from being a hair above 36.2. */
const decimal = (value: number): number => Math.round(value * 1e6) / 1e6

/** The bound that a value has left, if it is outside; the bounds themselves are inside. */
export function boundLeft(range: Range | undefined, value: number): number | undefined {
  if (range?.low !== undefined && value < range.low) return range.low
  if (range?.high !== undefined && value > range.high) return range.high
  return undefined
}

export type WellInside = (value: number) => boolean

/** Whether values are inside a range by its margin, which is never more than a quarter of the range. */
export function wellInside(range: Range | undefined, kind: ReadingKind): WellInside {
  if (range === undefined) return () => true
  const { low, high } = range
  const width = low !== undefined && high !== undefined ? high - low : Number.POSITIVE_INFINITY
  const margin = Math.min(MARGINS[kind] ?? 0, width / 4)
  const from = low === undefined ? Number.NEGATIVE_INFINITY : decimal(low + margin)
  const to = high === undefined ? Number.POSITIVE_INFINITY : decimal(high - margin)
  return (value) => value >= from && value <= to
}
