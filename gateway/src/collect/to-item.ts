import { type Item, isUrgent, itemSchema, type Lane, type Milliseconds } from '@kotisilta/contract'
import { type DecodedItem, isoFromDeviceTime } from '@kotisilta/device-profiles'
import { importanceOf } from '../outbox/importance.ts'
import type { Importance } from '../outbox/outbox.ts'
import { type MeterClock, timeByMeterClock } from './meter-clock.ts'
import { type DeviceTime, resolveTime, type TimeOfMeasurement } from './resolve-time.ts'

export interface Arrived {
  /** `<transport>:<address or serial>` */
  readonly device: string
  /** ULID for the item. */
  readonly id: string
  /** By the gateway's clock. */
  readonly received: Milliseconds
  /** Whether that clock shows the time. */
  readonly clockIsKnown?: boolean
  /** IANA name of the home's zone, in which its meters' clocks run. */
  readonly timeZone: string
  /** What the device's own clock showed, if it could be asked. */
  readonly meterClock?: MeterClock | undefined
}

/** An item for the server, and how it is to travel. */
export interface Collected {
  readonly item: Item
  readonly lane: Lane
  readonly importance: Importance
}

/**
 * Makes an item of what a device has said: adds the id, the device and the corrected time.
 * Throws ZodError if that is no item of the contract, which is a fault of the profile.
 */
export function toItem(decoded: DecodedItem, arrived: Arrived): Collected {
  const { device, id } = arrived
  const { urgent = false, deviceTime: _, at: __, whenUnknown: ___, ...said } = decoded
  const time = timeOf(decoded, arrived)
  const item = itemSchema.parse({ ...said, ...qualityOf(decoded, time.clock), id, device, ...time })
  const lane: Lane = urgent || isUrgent(item) ? 'urgent' : 'items'
  return { item, lane, importance: importanceOf(item, lane === 'urgent') }
}

function timeOf(decoded: DecodedItem, { received, clockIsKnown, timeZone, meterClock }: Arrived): TimeOfMeasurement {
  const { deviceTime } = decoded
  const byItsClock = meterClock && deviceTime && timeByMeterClock(deviceTime, meterClock, received, timeZone)
  return byItsClock ?? resolveTime(deviceTimeOf(decoded, timeZone), received, clockIsKnown)
}

function deviceTimeOf(decoded: DecodedItem, timeZone: string): DeviceTime | 'unknown' | undefined {
  if (decoded.whenUnknown === true) return 'unknown'
  if (decoded.at !== undefined) return { at: Date.parse(decoded.at), source: 'zoned' }
  if (decoded.deviceTime !== undefined) {
    const iso = isoFromDeviceTime(decoded.deviceTime, timeZone)
    return iso === undefined ? 'unknown' : { at: Date.parse(iso), source: 'wall' }
  }
  // The profile found a time that makes no sense.
  const nonsense = decoded.type === 'reading' && decoded.quality.includes('clock-estimated')
  return nonsense ? 'unknown' : undefined
}

function qualityOf(decoded: DecodedItem, clock: string): { quality?: string[] } {
  if (decoded.type !== 'reading') return {}
  const others = decoded.quality.filter((code) => code !== 'clock-estimated')
  return { quality: clock === 'estimated' ? [...others, 'clock-estimated'] : others }
}
