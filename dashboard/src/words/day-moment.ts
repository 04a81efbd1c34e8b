import { TIME_ZONE } from './times.ts'

const HOUR = 3_600_000

/**
 * The beginning of a day in Helsinki, ISO 8601, `days` after the one that a date field holds; empty for an empty field.
 * The offset is the one that holds at midnight there.
 */
export function momentOfDay(date: string, days: number): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return ''
  const midnight = Date.parse(`${date}T00:00:00.000Z`) + days * 24 * HOUR
  const parts = new Intl.DateTimeFormat('en', { timeZone: TIME_ZONE, timeZoneName: 'longOffset' }).formatToParts(
    midnight - 2 * HOUR,
  )
  const offset = Number(/GMT\+0?(\d)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '')?.[1] ?? 2)
  return new Date(midnight - offset * HOUR).toISOString()
}
