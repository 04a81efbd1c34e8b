import type { Milliseconds } from '@kotisilta/contract'
import { TIME_ZONE } from '../../words/times.ts'

const parts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

/** A moment as a `datetime-local` field has it, on the wall in Helsinki: `2026-11-26T12:00`. */
export const localOf = (at: Milliseconds): string => parts.format(at).replace(' ', 'T')

/**
 * The moment that a wall in Helsinki shows; undefined for an empty field. Of an hour that comes twice the first, of one that is
 * skipped the same after it.
 */
export function momentOf(local: string): Milliseconds | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return undefined
  const asUtc = Date.parse(`${local}:00Z`)
  for (const hours of [3, 2]) {
    const at = asUtc - hours * 3_600_000
    if (localOf(at) === local) return at
  }
  return asUtc - 2 * 3_600_000
}
