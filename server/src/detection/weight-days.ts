import type { Milliseconds } from '@kotisilta/contract'
import { numberAt, writtenNumber } from './digits.ts'
import { dayOf } from './local-time.ts'

/** The lowest weight of each day of the wall's calendar, which clothes and shoes do not raise. */
export interface WeightDays {
  /** The first day, counted from 1970-01-01. */
  first: number
  /** From the first day on, in grams, so many characters a day (`digits.ts`); 0 on a day without a weighing. */
  grams: string
}

/** Enough for 700 kg. */
const WIDTH = 3
const NO_DAY = writtenNumber(0, WIDTH)

/** @param keep how many days, the newest included */
export function withDayWeight(
  before: WeightDays | undefined,
  at: Milliseconds,
  grams: number,
  keep: number,
): WeightDays {
  const day = dayOf(at)
  const written = writtenNumber(grams, WIDTH)
  if (before === undefined) return { first: day, grams: written }
  const { first } = before
  const end = first + before.grams.length / WIDTH
  if (day >= end) return lasting({ first, grams: before.grams + NO_DAY.repeat(day - end) + written }, keep)
  if (day <= end - 1 - keep) return before
  if (day < first) return { first: day, grams: written + NO_DAY.repeat(first - day - 1) + before.grams }
  const known = gramsOn(before, day)
  if (known !== 0 && known <= grams) return before
  const place = (day - first) * WIDTH
  return { first, grams: before.grams.slice(0, place) + written + before.grams.slice(place + WIDTH) }
}

/** So many days, the first of them one with a weighing. */
function lasting({ first, grams }: WeightDays, keep: number): WeightDays {
  let skip = Math.max(0, grams.length / WIDTH - keep)
  while (grams.startsWith(NO_DAY, skip * WIDTH)) skip++
  return { first: first + skip, grams: grams.slice(skip * WIDTH) }
}

const gramsOn = ({ first, grams }: WeightDays, day: number): number =>
  day < first ? 0 : numberAt(grams, (day - first) * WIDTH, WIDTH)

export interface DayWeight {
  day: number
  grams: number
}

/** The days on which there was a weighing. */
export function daysWeighed(known: WeightDays): DayWeight[] {
  const days: DayWeight[] = []
  const end = known.first + known.grams.length / WIDTH
  for (let day = known.first; day < end; day++) {
    const grams = gramsOn(known, day)
    if (grams !== 0) days.push({ day, grams })
  }
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
