import type { Milliseconds, QuietHours } from '@kotisilta/contract'

const wall = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Helsinki',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** Whether a moment lies in hours of the wall's clock, which may go over midnight. From and until the same: all day. */
export function isQuiet({ from, until }: QuietHours, now: Milliseconds): boolean {
  const time = wall.format(now)
  return from < until ? from <= time && time < until : time >= from || time < until
}
