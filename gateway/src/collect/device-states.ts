import { type DeviceSilence, type Item, isoTime, type Milliseconds, type StateMessage } from '@kotisilta/contract'
import { type Heard, heardAgain, silenceOf } from './device-silence.ts'

type DeviceState = NonNullable<StateMessage['devices']>[number]

/** What is known of each device of the home: when it was last heard, how strongly, how full its battery is. */
export interface DeviceStates {
  /** Known from now on, even if never heard; others are forgotten, unless they are on the home's network and were heard. */
  assign(devices: readonly { device: string; profile: string }[]): void
  /** Heard; says whether it was the first time. */
  heard(device: string, now: Milliseconds, rssi?: number): { first: boolean }
  /** Has said something; says whether that changes its battery. */
  said(item: Item): { batteryChanged: boolean }
  /**
   * Which devices on Bluetooth have fallen silent, or are heard again, since the last call. While the radio does not hear nothing
   * is said.
   */
  turns(): Turn[]
  list(): DeviceState[]
}

/** A device that is no longer heard, or is again. */
interface Turn {
  readonly device: string
  /** Why it is not; undefined: it is heard. */
  readonly silence: DeviceSilence | undefined
}

/** A state message holds no more. */
const MOST = 500

/**
 * @param hears whether the radio hears
 * @param monotonic by which silences are measured
 */
export function deviceStates(
  hears: () => boolean = () => true,
  monotonic = (): Milliseconds => performance.now(),
): DeviceStates {
  const states = new Map<string, DeviceState>()
  const presences = new Map<string, Heard>()
  const worn = new Map<string, boolean>()
  const offline = new Set<string>()
  let hearsSince: Milliseconds | undefined

  function radio(now: Milliseconds): Milliseconds | undefined {
    hearsSince = hears() ? (hearsSince ?? now) : undefined
    return hearsSince
  }

  function silence({ device, battery }: DeviceState, now: Milliseconds): DeviceSilence | undefined {
    if (!device.startsWith('ble:')) return undefined
    const known = { battery, worn: worn.get(device), hearsSince: radio(now) }
    return silenceOf(presences.get(device), known, now)
  }

  return {
    assign(devices) {
      const assigned = new Set(devices.map(({ device }) => device))
      for (const [device, { profile: _, ...state }] of [...states]) {
        if (assigned.has(device)) continue
        for (const each of [presences, worn, offline]) each.delete(device)
        if (device.startsWith('ble:') || state.lastSeen === null) states.delete(device)
        else states.set(device, state)
      }
      for (const { device, profile } of devices) {
        states.set(device, { battery: null, lastSeen: null, rssi: null, ...states.get(device), device, profile })
      }
    },
    heard(device, now, rssi) {
      const before = states.get(device)
      if (before === undefined && states.size >= MOST) return { first: false }
      presences.set(device, heardAgain(presences.get(device), monotonic()))
      states.set(device, {
        battery: null,
        ...before,
        device,
        lastSeen: isoTime(now),
        rssi: rssi ?? before?.rssi ?? null,
      })
      return { first: before?.lastSeen == null }
    },
    said(item) {
      const before = states.get(item.device)
      if (item.kind === 'worn' || item.kind === 'not-worn') worn.set(item.device, item.kind === 'worn')
      const level = item.kind === 'battery-level' && 'value' in item ? item.value : undefined
      if (before === undefined || typeof level !== 'number' || level === before.battery)
        return { batteryChanged: false }
      if (level < 0 || level > 100) return { batteryChanged: false }
      states.set(item.device, { ...before, battery: level })
      return { batteryChanged: true }
    },
    turns() {
      const now = monotonic()
      if (radio(now) === undefined) return []
      return [...states.values()].flatMap((state) => {
        const why = silence(state, now)
        const isGone = why === 'out-of-range' || why === 'battery'
        if (isGone === offline.has(state.device)) return []
        if (isGone) offline.add(state.device)
        else offline.delete(state.device)
        return [{ device: state.device, silence: isGone ? why : undefined }]
      })
    },
    list() {
      const now = monotonic()
      return [...states.values()].slice(0, MOST).map((state) => {
        const why = silence(state, now)
        return why === undefined ? state : { ...state, silence: why }
      })
    },
  }
}
