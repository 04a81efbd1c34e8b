import type { Milliseconds } from '@kotisilta/contract'
import { dayOf } from './local-time.ts'

/** The lowest weight of each day of the wall's calendar, which clothes and shoes do not raise. */
export interface WeightDays {
  /** The first day, counted from 1970-01-01. */
  first: number
  /** From the first day on, in grams; 0 on a day without a weighing. */
  grams: readonly number[]
}

/** @param keep how many days, the newest included */
export function withDayWeight(
  before: WeightDays | undefined,
  at: Milliseconds,
  grams: number,
  keep: number,
): WeightDays {
  const day = dayOf(at)
  if (before === undefined || before.grams.length === 0) return { first: day, grams: [grams] }
  const newest = Math.max(day, before.first + before.grams.length - 1)
  const first = Math.max(Math.min(day, before.first), newest - keep + 1)
  if (day < first) return before
  const after: number[] = []
  for (let each = first; each <= newest; each++) {
    const known = before.grams[each - before.first] ?? 0
    after.push(each === day && (known === 0 || grams < known) ? grams : known)
  }
  while (after[0] === 0) after.shift()
  return { first: newest - after.length + 1, grams: after }
}

export interface DayWeight {
  day: number
  grams: number
}

/** The days on which there was a weighing. */
export function daysWeighed({ first, grams }: WeightDays): DayWeight[] {
  const days: DayWeight[] = []
  for (const [index, each] of grams.entries()) if (each !== 0) days.push({ day: first + index, grams: each })
  return days
}

export interface SteadyWeight extends DayWeight {
  /** The last day on which that weight was met. */
  metOn: number
}

/** Each day's weight as the middle one of it and the two weighing days before: one odd day moves it nowhere. */
export function steadied(days: readonly DayWeight[]): SteadyWeight[] {
  return days.slice(2).map(({ day }, index) => {
    const three = days.slice(index, index + 3)
    const { grams } = three.toSorted((a, b) => a.grams - b.grams)[1] as DayWeight
    return { day, grams, metOn: three.findLast((each) => each.grams === grams)?.day ?? day }
  })
}
