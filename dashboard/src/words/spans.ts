import type { Milliseconds } from '@kotisilta/contract'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A length of time, cut to what somebody needs of it: seconds count in the first ten minutes, minutes in the first day. */
export type SpanParts =
  | { form: 'clock'; minutes: number; seconds: string }
  | { form: 'minutes'; minutes: number }
  | { form: 'hours'; hours: number; minutes: number }
  | { form: 'days'; days: number; hours: number }

export function spanParts(length: Milliseconds): SpanParts {
  const span = Math.max(0, length)
  const whole = (unit: Milliseconds, of = Number.POSITIVE_INFINITY) => Math.floor((span % of) / unit)
  if (span < 10 * MINUTE) {
    return { form: 'clock', minutes: whole(MINUTE), seconds: String(whole(SECOND, MINUTE)).padStart(2, '0') }
  }
  if (span < HOUR) return { form: 'minutes', minutes: whole(MINUTE) }
  if (span < DAY) return { form: 'hours', hours: whole(HOUR), minutes: whole(MINUTE, HOUR) }
  return { form: 'days', days: whole(DAY), hours: whole(HOUR, DAY) }
}
