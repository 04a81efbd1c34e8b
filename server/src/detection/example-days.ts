import type { Reading, ReadingKind } from '@kotisilta/contract'
import { reading } from './example-items.ts'
import { dayOf, momentOf } from './local-time.ts'

/** The first day of the examples. */
export const FIRST_DAY = dayOf(Date.UTC(2026, 10, 2, 12))

/** For tests: something measured on each day at hours of the wall, undefined where it is not measured. */
export interface Habit {
  kind: ReadingKind
  hours: readonly number[]
  value(day: number, hour: number): number | undefined
}

/** For tests: days of habits in order of time, the days counted from 0. */
export function daysOf(habits: readonly Habit[], from: number, until: number): Reading[] {
  const readings: Reading[] = []
  for (let day = from; day < until; day++) {
    for (const { kind, hours, value } of habits) {
      for (const hour of hours) {
        const measured = value(day, hour)
        if (measured !== undefined) readings.push(reading(kind, measured, momentOf(FIRST_DAY + day, hour * 60)))
      }
    }
  }
  return readings.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
}

/** The same waver for the same day and hour, between -by and by. */
export const waver = (day: number, hour: number, by: number): number =>
  by * Math.sin(day * 2.3 + hour * 1.7) * Math.cos(day * 0.9 - hour * 0.4)

const EVERY_HOUR = Array.from({ length: 24 }, (_, hour) => hour)
const round = (value: number): number => Math.round(value)

/** For tests: a pulse of about 60 at night and 75 by day, every half hour. */
export const pulse = (more: (day: number, hour: number) => number = () => 0): Habit => ({
  kind: 'heart-rate',
  hours: EVERY_HOUR.flatMap((hour) => [hour, hour + 0.5]),
  value: (day, hour) => round((hour < 7 || hour >= 22 ? 60 : 75) + waver(day, hour, 3) + more(day, hour)),
})

/** For tests: about 16 breaths a minute, four times a day. */
export const breathing = (more: (day: number, hour: number) => number = () => 0): Habit => ({
  kind: 'respiratory-rate',
  hours: [2, 8, 14, 20],
  value: (day, hour) => round(16 + waver(day, hour, 1) + more(day, hour)),
})

/** For tests: some 2,400 steps a day, told every hour of the day. */
export const steps = (share: (day: number) => number = () => 1): Habit => ({
  kind: 'steps',
  hours: EVERY_HOUR.map((hour) => hour + 0.75),
  value: (day, hour) => (hour < 7 || hour > 22 ? 0 : round((150 + waver(day, hour, 40)) * share(day))),
})

/** For tests: some seven hours asleep, told in the morning. */
export const sleep = (less: (day: number) => number = () => 0): Habit => ({
  kind: 'sleep',
  hours: [7.25],
  value: (day) => round(420 + waver(day, 7, 20) - less(day)),
})

/** For tests: about 36.4 degrees, morning and evening. */
export const warmth = (more: (day: number, hour: number) => number = () => 0): Habit => ({
  kind: 'body-temperature',
  hours: [7.5, 19.5],
  value: (day, hour) => round((36.4 + waver(day, hour, 0.2) + more(day, hour)) * 10) / 10,
})

/** For tests: about 93 % six times a day. */
export const saturation = (value: (day: number, hour: number) => number | undefined): Habit => ({
  kind: 'oxygen-saturation',
  hours: [7, 10, 13, 16, 19, 22],
  value,
})
