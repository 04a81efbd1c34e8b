import type { Milliseconds } from '@kotisilta/contract'
import { localTime } from '../../persons/local-time.ts'
import { littleEndian } from './medical-float.ts'

/** The seven bytes of the Bluetooth SIG's Date Time (GATT Specification Supplement 3.71): wall clock, no time zone. */
export function dateTime(at: Milliseconds): number[] {
  const { year, month, day, hour, minute, second } = localTime(at)
  return [...littleEndian(year, 2), month, day, hour, minute, second]
}
