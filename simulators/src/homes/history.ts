import {
  type DeviceEvent,
  type Item,
  isoTime,
  type Milliseconds,
  READING_KINDS,
  type Reading,
} from '@kotisilta/contract'
import { doseDetail } from '../dispenser/dose.ts'
import { HOUR } from '../persons/local-time.ts'
import type { Moment } from './action.ts'
import { DEVICE_PROFILES, type DeviceName, type Home } from './home.ts'
import { type Observer, observer } from './observe.ts'
import { routineMoments } from './routine.ts'
import { ulidAt } from './ulid-at.ts'

/** A pulse every quarter of an hour is enough for a chart. */
const PULSE_EVERY = 15
/** In a home with an illness the last weighing is this old: the story's own is then the one that tells. */
const WEIGHING_GAP = 14 * HOUR

/**
 * What the home's devices reported by routine after `from` and up to `to`, oldest first, as the gateway would have sent it.
 * Made twice it is the same, ids and all. The story begins at `to`: until then nothing is out of order.
 */
export function* history(home: Home, from: Milliseconds, to: Milliseconds): Generator<Item> {
  const observed = observer(home.physiology)
  const quietUntil = home.physiology.scenario === undefined ? to : to - WEIGHING_GAP
  for (const moment of routineMoments(home, from, to, { pulseEvery: PULSE_EVERY })) {
    if (moment.action.does === 'weigh' && moment.at > quietUntil) continue
    yield itemOf(home, moment, observed)
  }
}

/** Devices that have a clock of their own and stamp what they measure. */
const STAMPS: ReadonlySet<DeviceName> = new Set(['scale', 'cuff', 'thermometer', 'oximeter', 'robot', 'wristband'])

function itemOf(home: Home, { at, action }: Moment, observed: Observer): Item {
  const base = (name: DeviceName, kind: string) => ({
    id: ulidAt(at, home.physiology.seed, DEVICE_PROFILES[name], kind),
    device: home.devices[name],
    at: isoTime(at),
    ...(STAMPS.has(name) ? { clock: 'device' as const, deviceAt: isoTime(at) } : { clock: 'gateway' as const }),
  })
  const reading = (name: DeviceName, kind: Reading['kind'], more: Partial<Reading>): Reading => ({
    ...base(name, kind),
    type: 'reading',
    kind,
    ...(READING_KINDS[kind].unit !== undefined && { unit: READING_KINDS[kind].unit }),
    quality: [],
    ...more,
  })
  const event = (name: DeviceName, kind: DeviceEvent['kind'], detail?: Record<string, unknown>): DeviceEvent => ({
    ...base(name, kind),
    type: 'event',
    kind,
    ...(detail !== undefined && { detail }),
  })

  switch (action.does) {
    case 'weigh': {
      const { kilograms, userIndex } = observed.weighing(at)
      return reading('scale', 'body-weight', { value: kilograms, subject: { userIndex } })
    }
    case 'take-blood-pressure': {
      const { systolic, diastolic, userIndex } = observed.pressure(at)
      const mean = Math.round(diastolic + (systolic - diastolic) / 3)
      return reading('cuff', 'blood-pressure', { components: { systolic, diastolic, mean }, subject: { userIndex } })
    }
    case 'take-temperature':
      return reading('thermometer', 'body-temperature', { value: observed.temperature(at) })
    case 'measure-saturation':
      return reading('oximeter', 'oxygen-saturation', { value: observed.saturation(at).saturation })
    case 'tell-pulse':
      return reading('pulseBand', 'heart-rate', { value: observed.pulse(at) })
    case 'tell-breathing':
      return reading('wristband', 'respiratory-rate', { value: observed.breathing(at) })
    case 'count-steps':
      return reading('wristband', 'steps', { value: observed.steps(at), over: 'PT15M' })
    case 'tell-dose':
      return event('robot', action.event, doseDetail(action.dose))
    case 'tell-band':
      return event('wristband', action.event)
  }
}
