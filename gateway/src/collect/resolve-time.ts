import { isoTime, type Milliseconds } from '@kotisilta/contract'
import { CLOCK_NEVER_SET } from '@kotisilta/device-profiles'

const MINUTE: Milliseconds = 60_000
const DAY: Milliseconds = 24 * 60 * MINUTE

/** A device's clock may be this far ahead of ours before it is taken for wrong. */
export const CLOCK_AHEAD_MOST: Milliseconds = 5 * MINUTE
/**
 * A wall clock in a meter may be this far behind before it is taken for wrong: longer than somebody measures out of
 * the gateway's reach, shorter than what a clock is off that was never set or was reset with its battery.
 */
const WALL_BEHIND_MOST: Milliseconds = 2 * DAY
/** A device on a network sets its clock by itself; it may keep what it could not send as long as the gateway may. */
const ZONED_BEHIND_MOST: Milliseconds = 30 * DAY
/** Before this the gateway's own clock was never set either. */
export const FIRST_RELEASE = Date.UTC(2025, 0, 1)

/** A device's own idea of when it measured, in UTC. */
export interface DeviceTime {
  readonly at: Milliseconds
  /** `wall` came without a zone, from a clock that people set; `zoned` with one. */
  readonly source: 'wall' | 'zoned'
}

export interface TimeOfMeasurement {
  readonly at: string
  readonly clock: 'device' | 'gateway' | 'estimated'
  readonly deviceAt?: string
}

/**
 * When something was measured.
 *
 * A device's plausible time is taken. Without one the moment of arrival stands in: as good as it gets for a device
 * that has no clock (`gateway`), a guess for one whose clock is wrong, because it may have kept the measurement
 * (`estimated`).
 *
 * @param device what the device said; undefined if it has no clock, `unknown` if it has one that is not set
 * @param received by the gateway's clock
 * @param ownClockSet whether that clock shows the time
 */
export function resolveTime(
  device: DeviceTime | 'unknown' | undefined,
  received: Milliseconds,
  ownClockSet = clockIsSet(received),
): TimeOfMeasurement {
  const arrival = isoTime(received)
  if (device === undefined) return { at: arrival, clock: ownClockSet ? 'gateway' : 'estimated' }
  if (device === 'unknown' || device.at < CLOCK_NEVER_SET) return { at: arrival, clock: 'estimated' }

  const deviceAt = isoTime(device.at)
  if (!ownClockSet && device.at >= FIRST_RELEASE) return { at: deviceAt, clock: 'device', deviceAt }
  const ahead = device.at - received
  const behindMost = device.source === 'wall' ? WALL_BEHIND_MOST : ZONED_BEHIND_MOST
  if (ahead > CLOCK_AHEAD_MOST || -ahead > behindMost) return { at: arrival, clock: 'estimated', deviceAt }
  // Nothing was measured in the future: a clock that is a little fast is put right by ours.
  if (ahead > 0) return { at: arrival, clock: 'gateway', deviceAt }
  return { at: deviceAt, clock: 'device', deviceAt }
}

/** Whether the gateway's own clock has been set since it was made. */
export const clockIsSet = (now: Milliseconds): boolean => now >= FIRST_RELEASE
