import type { Plan } from '@kotisilta/contract'
import { hourOf } from './local-time.ts'
import { needsOf } from './needs.ts'
import { type HourlySign, meanOfHour, type OpenPage, openHour, type Page } from './pages.ts'
import { type Spread, spreadOf } from './robust.ts'
import type { PatientState } from './state.ts'
import { closedDays } from './turn-page.ts'

/** So many days at least make a normal (ours: docs/clinical-sources.md). */
const FEWEST_DAYS = 7
/** A day counts when it has so large a share of the readings that the person's days usually have. */
const WHOLE = 0.6

/** The days behind a moment of the open one; undefined for readings of a day that is over. */
export interface Days {
  page: OpenPage
  /** Days that are over, oldest first. */
  closed: readonly Page[]
}

export function daysBehind(plan: Plan, { page, episodes }: PatientState, at: number): Days | undefined {
  if (page === undefined || at < page.start || at >= page.end) return undefined
  return { page, closed: closedDays(needsOf(plan), episodes) }
}

export interface Hour {
  day: number
  hour: number
  value: number
}

/** The newest hours of which something is known, newest first, of the last `within` hours. */
export function lastHours(
  { page, closed }: Days,
  sign: HourlySign,
  at: number,
  { count, within, withOpen }: { count: number; within: number; withOpen: boolean },
): Hour[] {
  const hours: Hour[] = []
  const now = hourOf(at)
  for (let back = withOpen ? 0 : 1; back <= within && hours.length < count; back++) {
    const hour = (((now - back) % 24) + 24) % 24
    const day = page.day + Math.floor((now - back) / 24)
    const value =
      day === page.day
        ? openHour(page, sign, hour).mean
        : (pageOf(closed, day, (other) => meanOfHour(other, sign, hour)) ?? Number.NaN)
    if (!Number.isNaN(value)) hours.push({ day, hour, value })
  }
  return hours
}

function pageOf<Result>(closed: readonly Page[], day: number, look: (page: Page) => Result): Result | undefined {
  const page = closed.findLast((each) => each.day === day)
  return page && look(page)
}

/** What is usual at an hour, from it and the hours before and after it on the days before; undefined while too little is known. */
export function usualAt({ closed }: Days, sign: HourlySign, { day, hour }: Hour, days: number): Spread | undefined {
  let count = 0
  let known = 0
  for (const page of closed) {
    if (page.day < day - days || page.day >= day) continue
    const before = count
    for (let near = Math.max(0, hour - 1); near <= Math.min(23, hour + 1); near++) {
      const value = meanOfHour(page, sign, near)
      if (value !== undefined) NEAR[count++] = value
    }
    if (count > before) known++
  }
  return known < FEWEST_DAYS ? undefined : spreadOf(NEAR, count)
}

/** Room for the values of three hours of as many days as pages are kept of; of no meaning between two calls. */
const NEAR: number[] = []

/** How often something was told on a day, and what it comes to. */
export interface Total {
  count: number
  total: number
}

/** What is usual of a day, from the whole days before it; undefined while too little is known. */
export function usualOfDay(
  { closed }: Days,
  totalOf: (page: Page) => Total | undefined,
  day: number,
  days: number,
): Spread | undefined {
  const known = closed.flatMap((page) => {
    const total = page.day >= day - days && page.day < day ? totalOf(page) : undefined
    return total === undefined ? [] : [total]
  })
  const whole = known.filter(isWhole(known))
  return whole.length < FEWEST_DAYS ? undefined : spreadOf(whole.map(({ total }) => total))
}

function isWhole(known: readonly Total[]): (total: Total) => boolean {
  const usual = spreadOf(known.map(({ count }) => count)).middle
  return ({ count }) => count >= WHOLE * usual
}

/** A day that is over, if enough of it is known. */
export function wholeDay({ closed }: Days, totalOf: (page: Page) => Total | undefined, day: number): Total | undefined {
  const known = closed.flatMap((page) => totalOf(page) ?? [])
  const total = pageOf(closed, day, totalOf)
  return total !== undefined && isWhole(known)(total) ? total : undefined
}

/** In the person's own deviations, of which one is at least `floor`. */
export const deviationOf = (value: number, { middle, sigma }: Spread, floor: number): number =>
  (value - middle) / Math.max(sigma, floor)

/** The deviation nearest to usual if all are on one side of it, else 0. */
export function commonDeviation(deviations: readonly number[]): number {
  return Math.max(0, Math.min(...deviations)) + Math.min(0, Math.max(...deviations))
}
