import type { Milliseconds, Reading, ReadingKind } from '@kotisilta/contract'
import { readCell, type Scale, written } from './hour-cells.ts'
import { dayOf, hourOf, momentOf } from './local-time.ts'
import { cellsOf, countIn, type OpenHours, sumIn, withValue } from './open-hours.ts'

/** How many, and their sum. */
export type Sum = readonly [count: number, sum: number]

/** What is written down of one day of the wall's calendar, so that the person's own normal is known. */
interface DayNotes {
  /** Counted from 1970-01-01. */
  day: number
  steps?: Sum
  /** Share of time in movement. */
  activity?: Sum
  /** Minutes asleep. */
  sleep?: Sum
  /** Temperature. */
  warm?: readonly [count: number, least: number, most: number]
  /** Saturation, with the sum of squares. */
  o2?: readonly [count: number, sum: number, squares: number]
  /** The first two of the morning and of the evening: systolic and diastolic in turn. */
  am?: readonly number[]
  pm?: readonly number[]
}

/** A day that is over. The hours' means, one character each (`hour-cells.ts`). */
export interface Page extends DayNotes {
  pulse?: string
  breath?: string
}

/** The day that is being written. */
export interface OpenPage extends DayNotes {
  /** The kinds of which it knows. */
  of: string
  start: Milliseconds
  end: Milliseconds
  pulse?: OpenHours
  breath?: OpenHours
}

/** Days that are over, oldest first. */
export interface Pages {
  /** The kinds of which they know. */
  of: string
  days: readonly Page[]
}

/** How long pressures and saturations are looked back on, and a day for what comes late. */
const SHORT_DAYS = 8
const SATURATION_DAYS = 11

export type HourlySign = 'pulse' | 'breath'
const SCALES: Readonly<Record<HourlySign, Scale>> = { pulse: { low: 38, step: 1 }, breath: { low: 2, step: 0.5 } }

type Noting = (page: OpenPage, reading: Reading, at: Milliseconds) => OpenPage

/** How each kind is written down. */
const NOTINGS: Partial<Record<ReadingKind, Noting>> = {
  'heart-rate': (page, { value }, at) => ({ ...page, pulse: withValue(page.pulse, hourOf(at), numeric(value)) }),
  'respiratory-rate': (page, { value }, at) => ({
    ...page,
    breath: withValue(page.breath, hourOf(at), numeric(value)),
  }),
  steps: (page, { value }) => ({ ...page, steps: added(page.steps, value) }),
  activity: (page, { value }) => ({ ...page, activity: added(page.activity, value) }),
  sleep: (page, { value }) => ({ ...page, sleep: added(page.sleep, value) }),
  'body-temperature': (page, { value }) => {
    const now = numeric(value)
    const [count, least, most] = page.warm ?? [0, now, now]
    return { ...page, warm: [count + 1, Math.min(least, now), Math.max(most, now)] }
  },
  'oxygen-saturation': (page, { value }) => {
    const now = numeric(value)
    const [count, sum, squares] = page.o2 ?? [0, 0, 0]
    return { ...page, o2: [count + 1, sum + now, squares + now * now] }
  },
  'blood-pressure': (page, { components }, at) => {
    if (components === undefined) return page
    const half = halfOf(hourOf(at))
    const before = half === undefined ? [] : (page[half] ?? [])
    if (half === undefined || before.length >= 4) return page
    const after = [...before, components.systolic, components.diastolic]
    return half === 'am' ? { ...page, am: after } : { ...page, pm: after }
  },
}

/** What counts as morning and as evening (ours: docs/clinical-sources.md). */
function halfOf(hour: number): 'am' | 'pm' | undefined {
  if (hour >= 4 && hour < 12) return 'am'
  return hour >= 16 ? 'pm' : undefined
}

const numeric = (value: Reading['value']): number => (typeof value === 'number' ? value : 0)
const added = ([count, sum]: Sum = [0, 0], value: Reading['value']): Sum => [count + 1, sum + numeric(value)]

export const noted = (page: OpenPage, reading: Reading, at: Milliseconds): OpenPage =>
  NOTINGS[reading.kind]?.(page, reading, at) ?? page

export function openPage(of: string, at: Milliseconds): OpenPage {
  const day = dayOf(at)
  return { day, of, start: momentOf(day, 0), end: momentOf(day + 1, 0) }
}

export function closed({ of: _of, start: _start, end: _end, pulse, breath, ...notes }: OpenPage): Page {
  return {
    ...notes,
    ...(pulse !== undefined && { pulse: written(cellsOf(pulse), SCALES.pulse) }),
    ...(breath !== undefined && { breath: written(cellsOf(breath), SCALES.breath) }),
  }
}

/** What no rule looks at any more on a day so long ago is left out. */
export function slimmed(page: Page, daysAgo: number): Page {
  if (daysAgo <= SHORT_DAYS || (page.am === undefined && page.pm === undefined && page.o2 === undefined)) return page
  const { am: _am, pm: _pm, ...kept } = page
  if (daysAgo <= SATURATION_DAYS) return kept
  const { o2: _o2, ...slim } = kept
  return slim
}

/** A closed day's mean of an hour. */
export function meanOfHour(page: Page, sign: HourlySign, hour: number): number | undefined {
  const cells = page[sign]
  return cells === undefined ? undefined : readCell(cells, hour, SCALES[sign])
}

/** How many readings of an hour of the open day there are, and their mean. */
export function openHour(page: OpenPage, sign: HourlySign, hour: number): { count: number; mean: number } {
  const hours = page[sign]
  const count = hours === undefined ? 0 : countIn(hours, hour)
  return { count, mean: hours === undefined || count === 0 ? Number.NaN : sumIn(hours, hour) / count }
}
