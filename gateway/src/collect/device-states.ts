import type { Item, Milliseconds, StateMessage } from '@kotisilta/contract'
import { isoTime } from '@kotisilta/contract'

type DeviceState = NonNullable<StateMessage['devices']>[number]

/** What is known of each device of the home: when it was last heard, how strongly, how full its battery is. */
export interface DeviceStates {
  /** Known from now on, even if never heard; others are forgotten, unless they are on the home's network and were heard. */
  assign(devices: readonly { device: string; profile: string }[]): void
  /** Heard; says whether it was the first time. */
  heard(device: string, now: Milliseconds, rssi?: number): { first: boolean }
  /** Has said something; says whether that changes its battery. */
  said(item: Item): { batteryChanged: boolean }
  list(): DeviceState[]
}

/** A state message holds no more. */
const MOST = 500

export function deviceStates(): DeviceStates {
  const states = new Map<string, DeviceState>()
  return {
    assign(devices) {
      const assigned = new Set(devices.map(({ device }) => device))
      for (const [device, { profile: _, ...state }] of [...states]) {
        if (assigned.has(device)) continue
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
      const level = item.kind === 'battery-level' && 'value' in item ? item.value : undefined
      if (before === undefined || typeof level !== 'number' || level === before.battery)
        return { batteryChanged: false }
      if (level < 0 || level > 100) return { batteryChanged: false }
      states.set(item.device, { ...before, battery: level })
      return { batteryChanged: true }
    },
    list: () => [...states.values()].slice(0, MOST),
  }
}
