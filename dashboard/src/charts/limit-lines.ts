import type { Plan, ReadingKind } from '@kotisilta/contract'

/** One limit of the plan, as a line across a chart. */
export interface LimitLine {
  value: number
  /** Danger limits are whole lines, attention limits dashed. */
  level: 'danger' | 'attention'
}

/** Every limit that the plan sets for a kind, each value once. */
export function limitLines(plan: Plan | undefined, kind: ReadingKind): LimitLine[] {
  const lines = (plan?.limits ?? [])
    .filter((limit) => limit.kind === kind)
    .flatMap(({ red, yellow }): LimitLine[] => [
      ...[red?.low, red?.high].flatMap((value) => (value === undefined ? [] : [{ value, level: 'danger' as const }])),
      ...[yellow?.low, yellow?.high].flatMap((value) =>
        value === undefined ? [] : [{ value, level: 'attention' as const }],
      ),
    ])
  return lines.filter((line, place) => lines.findIndex(({ value }) => value === line.value) === place)
}

/** How much room a chart leaves above and below what it shows, as a share of it. */
const MARGIN = 0.12
/** The least difference that a chart spreads over its height, so that a steady value does not look restless. */
const LEAST_SPREAD: Partial<Record<ReadingKind, number>> = {
  'body-weight': 2,
  'body-temperature': 1.5,
  'oxygen-saturation': 6,
  'blood-glucose': 3,
  consciousness: 4,
}
const USUAL_SPREAD = 20
/** A little over 100 %, so that the line is seen. */
const MOST_OXYGEN = 100.5

/** Lowest and highest that the chart shows: all values, and each limit that is not far from them. */
export function verticalRange(
  values: readonly number[],
  limits: readonly LimitLine[],
  kind: ReadingKind,
): [number, number] {
  if (values.length === 0) return [0, USUAL_SPREAD]
  const least = LEAST_SPREAD[kind] ?? USUAL_SPREAD
  let low = values.reduce((a, b) => Math.min(a, b))
  let high = values.reduce((a, b) => Math.max(a, b))
  const near = Math.max(high - low, least)
  for (const { value } of limits) {
    if (value < low - near || value > high + near) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const missing = Math.max(0, least - (high - low)) / 2
  const room = Math.max(high - low, least) * MARGIN
  const floor = low - missing - room
  const ceiling = high + missing + room
  return [
    values.every((value) => value >= 0) ? Math.max(0, floor) : floor,
    kind === 'oxygen-saturation' ? Math.min(MOST_OXYGEN, ceiling) : ceiling,
  ]
}
