import { isoTime, type Milliseconds } from '@kotisilta/contract'
import { type DeviceDateTime, isoFromDeviceTime, parseCurrentTime, parseDateTime } from '@kotisilta/device-profiles'
import { CLOCK_AHEAD_MOST, resolveTime, type TimeOfMeasurement } from './resolve-time.ts'

/** What a meter's own clock showed when its connection was made. */
export interface MeterClock {
  readonly shows: DeviceDateTime
  /** At that moment, by the gateway's clock. */
  readonly at: Milliseconds
}

/** A meter that measures while it is connected dates by the clock that has just been put right. */
const JUST_BEFORE: Milliseconds = 60_000

/** The clock that a meter has let itself be asked for; undefined if that is no clock's characteristic, or it does not know the date. */
export function meterClock(characteristic: string, bytes: Uint8Array, at: Milliseconds): MeterClock | undefined {
  const shows = shownBy(characteristic, bytes)
  return shows === undefined || shownTime(shows) === undefined ? undefined : { shows, at }
}

function shownBy(characteristic: string, bytes: Uint8Array): DeviceDateTime | undefined {
  if (characteristic === '2a2b') {
    const current = parseCurrentTime(bytes)
    return 'error' in current ? undefined : current.value.time
  }
  if (characteristic !== '2a08') return undefined
  const date = parseDateTime(bytes)
  return 'error' in date ? undefined : date.value
}

/**
 * When something was measured that the meter has dated by a clock which could be read when the connection was made, before anybody put it right. A clock
 * that shows the time is believed as far back as a device on a network. From one that does not, the age of a record is still
 * right: it is as old as the clock has gone on since. What the meter said is kept as `deviceAt`.
 *
 * @param time as the meter has dated it
 * @param received by the gateway's clock, which knows the time
 * @returns undefined if the clock tells nothing of it: it was dated by another one, before a change of batteries or since it was put right
 */
export function timeByMeterClock(
  time: DeviceDateTime,
  { shows, at }: MeterClock,
  received: Milliseconds,
  timeZone: string,
): TimeOfMeasurement | undefined {
  const [asDated, asShown] = [time, shows].map((each) => isoFromDeviceTime(each, timeZone))
  const [dated, shown] = [shownTime(time), shownTime(shows)]
  if (asDated === undefined || asShown === undefined || dated === undefined || shown === undefined) return undefined
  const asIs = Date.parse(asDated)
  if (Math.abs(Date.parse(asShown) - at) <= CLOCK_AHEAD_MOST)
    return resolveTime({ at: asIs, source: 'zoned' }, received, true)
  if (asIs >= at - JUST_BEFORE && asIs <= received + CLOCK_AHEAD_MOST) return undefined
  // By what the clock's hands have gone: nobody puts them forward in spring.
  const shifted = at - (shown - dated)
  if (shifted > received + CLOCK_AHEAD_MOST) return undefined
  return { at: isoTime(Math.min(shifted, received)), clock: 'estimated', deviceAt: isoTime(asIs) }
}

/** What a clock shows, as milliseconds that it has gone; undefined without a whole date. */
function shownTime({ year, month, day, hour, minute, second }: DeviceDateTime): Milliseconds | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
