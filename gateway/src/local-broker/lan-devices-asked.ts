import type { LanAskPorts } from '../command/lan-asks.ts'
import type { LocalBroker } from './local-broker.ts'

/** Devices on the home's network that can be asked something, by `mqtt:<serial in lower case>`. Not there before the broker is. */
export function lanDevicesAsked(
  broker: () => LocalBroker | undefined,
): Omit<LanAskPorts, 'now' | 'refused' | 'helpCalled'> {
  const known = new Map<string, string>()
  const deviceOf = (serial: string): string => {
    const device = `mqtt:${serial.toLowerCase()}`
    known.set(device, serial)
    return device
  }
  return {
    there: () => (broker()?.listening() ?? []).map(deviceOf),
    known: (device) => known.has(device),
    send: (device, message) => broker()?.ask(known.get(device) ?? '', JSON.stringify(message)) ?? false,
  }
}
