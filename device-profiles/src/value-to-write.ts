import type { Milliseconds } from '@kotisilta/contract'
import { wallClockAt } from './device-time.ts'
import { encodeDateTime } from './frame/date-time.ts'
import { encodeCurrentTime } from './gatt/time-values.ts'
import { userConsent } from './gatt/user-data.ts'
import { bytesOf } from './hex.ts'
import type { WrittenValue } from './profile.ts'

/** What the steps of a connection may need; a meter's own secrets are set with its assignment. */
export interface WriteSurroundings {
  readonly now: Milliseconds
  /** IANA name of the home's zone, in which its meters' clocks run. */
  readonly timeZone: string
  readonly userIndex?: number
  /** 0 to 9999 */
  readonly consentCode?: number
  /** 16 bytes */
  readonly unlockKey?: Uint8Array
}

/** The byte before an unlock key (worked out in public for Omron's monitors). */
const UNLOCK = 1

/** The bytes of a step's value; undefined if it needs something that is not known here. Throws RangeError for a zone that does not exist. */
export function valueToWrite(value: WrittenValue, surroundings: WriteSurroundings): Uint8Array | undefined {
  const { now, timeZone, userIndex, consentCode, unlockKey } = surroundings
  if (typeof value === 'object') return bytesOf(value.hex)
  switch (value) {
    case 'current-time':
      return encodeCurrentTime(wallClockAt(now, timeZone))
    case 'date-time':
      return encodeDateTime(wallClockAt(now, timeZone))
    case 'user-consent':
      return userIndex === undefined || consentCode === undefined ? undefined : userConsent(userIndex, consentCode)
    case 'unlock-key':
      return unlockKey === undefined ? undefined : Uint8Array.of(UNLOCK, ...unlockKey)
  }
}
