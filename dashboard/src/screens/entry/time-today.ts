import type { Milliseconds } from '@kotisilta/contract'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * The newest moment that was not after `now` and at which the clock showed `text` (`07:30`, `7.30`, `730`), undefined if
 * that is no time.
 *
 * @param shown what the clock shows at `now`, `02:14` or `02.14`
 */
export function momentAt(text: string, now: Milliseconds, shown: string): Milliseconds | undefined {
  const [asked, current] = [minutesOf(text), minutesOf(shown)]
  if (asked === undefined || current === undefined) return undefined
  const moment = now - (now % MINUTE) - (current - asked) * MINUTE
  return moment > now ? moment - DAY : moment
}

function minutesOf(text: string): number | undefined {
  const match = /^\s*(\d{1,2})[.:]?(\d{2})\s*$/.exec(text)
  if (match === null) return undefined
  const [hours, minutes] = [Number(match[1]), Number(match[2])]
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined
}
