import type { Milliseconds } from '@kotisilta/contract'
import type { TimeRange } from '../../charts/use-dragging.ts'

const HOUR: Milliseconds = 3_600_000
const DAY = 24 * HOUR

export const PRESETS = { day: DAY, week: 7 * DAY, month: 30 * DAY, year: 365 * DAY } as const
export type Preset = keyof typeof PRESETS

const SHORTEST = HOUR
const LONGEST = 2 * PRESETS.year

/** What is shown: so long back from now, following it, or a span that stands still. */
export type Showing = { follow: true; span: Milliseconds } | { follow: false; range: TimeRange }

export const showPreset = (preset: Preset): Showing => ({ follow: true, span: PRESETS[preset] })

export const rangeOf = (showing: Showing, now: Milliseconds): TimeRange =>
  showing.follow ? { from: now - showing.span, to: now } : showing.range

/** The preset that is shown, if it is one. */
export const presetOf = (showing: Showing): Preset | undefined =>
  showing.follow ? (Object.keys(PRESETS) as Preset[]).find((preset) => PRESETS[preset] === showing.span) : undefined

/** A span of a length that can be shown, and not beyond now; one that ends now follows it. */
export function showRange({ from, to }: TimeRange, now: Milliseconds): Showing {
  const middle = (from + to) / 2
  const length = Math.min(LONGEST, Math.max(SHORTEST, to - from))
  const end = middle + length / 2
  if (end >= now) return { follow: true, span: length }
  return { follow: false, range: { from: end - length, to: end } }
}

/** Half a width earlier or later. */
export function pan(showing: Showing, direction: -1 | 1, now: Milliseconds): Showing {
  const { from, to } = rangeOf(showing, now)
  const by = (direction * (to - from)) / 2
  return showRange({ from: from + by, to: to + by }, now)
}

/** `factor` below one looks closer. What follows now keeps its end. */
export function zoom(showing: Showing, factor: number, now: Milliseconds): Showing {
  const { from, to } = rangeOf(showing, now)
  const length = (to - from) * factor
  if (showing.follow) return { follow: true, span: Math.min(LONGEST, Math.max(SHORTEST, length)) }
  const middle = (from + to) / 2
  return showRange({ from: middle - length / 2, to: middle + length / 2 }, now)
}
