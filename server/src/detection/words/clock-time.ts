import type { Milliseconds } from '@kotisilta/contract'
import { minuteOf } from '../local-time.ts'

/** `08:00`, on the wall. */
export function clockTime(at: Milliseconds): string {
  const minute = minuteOf(at)
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
