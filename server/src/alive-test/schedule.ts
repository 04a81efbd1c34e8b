import { type Milliseconds, PARTITIONS, partitionOf } from '@kotisilta/contract'

/** When homes are tested, in minutes of the wall's day in Helsinki. */
export interface TestWindow {
  from: number
  until: number
}

/** What is known of a home's latest test. */
export interface LastTest {
  askedAt: Milliseconds
  endedAt: Milliseconds | null
  isProved: boolean
  /** Which of its night; 0: somebody asked for it. */
  attempt: number
}

/** So often in one night before it is told. */
export const ATTEMPTS = 3
/** Between two attempts: a router that starts anew is back by then. */
export const BETWEEN_MS: Milliseconds = 10 * 60_000
/** A test that is younger than this is tonight's. */
const NIGHT_MS: Milliseconds = 12 * 3_600_000

const wall = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Helsinki',
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
})

function minuteOfDay(now: Milliseconds): number {
  const [hours, minutes] = wall.format(now).split(':').map(Number) as [number, number]
  return hours * 60 + minutes
}

/** Homes have their minutes all over the window, so that they do not come all at once. */
export const minuteOf = (home: string, { from, until }: TestWindow): number =>
  from + Math.floor(((until - from) * Number(partitionOf(home))) / PARTITIONS)

/** Which attempt of its night a home is due for now; undefined: none. */
export function dueAttempt(
  home: string,
  last: LastTest | undefined,
  window: TestWindow,
  now: Milliseconds,
): number | undefined {
  if (last !== undefined && last.endedAt === null) return undefined
  const isTonights = last !== undefined && last.attempt > 0 && now - last.askedAt < NIGHT_MS
  if (isTonights) {
    const isOver = last.isProved || last.attempt >= ATTEMPTS
    return isOver || now - last.askedAt < BETWEEN_MS ? undefined : last.attempt + 1
  }
  const minute = minuteOfDay(now)
  return minute >= minuteOf(home, window) && minute < window.until ? 1 : undefined
}
