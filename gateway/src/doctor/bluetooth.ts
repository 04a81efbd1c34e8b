import type { Milliseconds } from '@kotisilta/contract'
import { openSystemBus } from '../radio/bluez/system-bus.ts'
import { type Finding, ok, wrong } from './finding.ts'
import { saidBy } from './machine.ts'

const PATIENCE: Milliseconds = 5_000
const ADAPTER = 'org.bluez.Adapter1'
const DEVICE = 'org.bluez.Device1'

interface Variant {
  readonly value: unknown
}
type Managed = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Variant>>>>>>

/** D-Bus, BlueZ and the adapter, up to the first that fails. Looks only: nothing is begun. */
export async function bluetoothFinding(adapter: string): Promise<Finding> {
  const no = (says: string, next: string): Finding => wrong('bluetooth', says, next)
  const bus = await openSystemBus(PATIENCE).catch(() => undefined)
  if (bus === undefined)
    return no('there is no D-Bus', 'Is dbus running? systemctl status dbus; in a container it has to be let in.')
  try {
    const managed = await bus
      .call({
        to: 'org.bluez',
        path: '/',
        interface: 'org.freedesktop.DBus.ObjectManager',
        member: 'GetManagedObjects',
      })
      .then((value) => value as Managed)
      .catch(() => undefined)
    if (managed === undefined) {
      return no(
        'D-Bus is there, BlueZ does not answer',
        'systemctl restart bluetooth; if it is not installed: apt-get install bluez.',
      )
    }
    const path = `/org/bluez/${adapter}`
    const found = managed[path]?.[ADAPTER]
    if (found === undefined) {
      const others = Object.keys(managed).filter((each) => managed[each]?.[ADAPTER] !== undefined)
      const there = others.length === 0 ? 'none is there' : `there is ${others.join(', ')}`
      return no(
        `no adapter ${adapter}: ${there}`,
        'Is it plugged in, or switched off (rfkill list)? Or set KOTISILTA_BLUETOOTH_ADAPTER.',
      )
    }
    if (found.Powered?.value !== true) {
      return no(
        `the adapter ${adapter} is off`,
        'rfkill unblock bluetooth; bluetoothctl power on. The running gateway tries this by itself.',
      )
    }
    const heard = Object.values(managed).filter((each) => each[DEVICE]?.RSSI !== undefined).length
    const version = /(\d+\.\d+)/.exec((await saidBy('bluetoothctl', '--version')) ?? '')?.[1]
    const bluez = version === undefined ? 'BlueZ' : `BlueZ ${version}`
    return ok('bluetooth', `D-Bus, ${bluez}, ${adapter} on, ${heard} devices in the air`)
  } finally {
    bus.close()
  }
}
