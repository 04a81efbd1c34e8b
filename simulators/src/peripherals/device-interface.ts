import { Variant } from 'dbus-next'
import { fullUuid } from '../air/full-uuid.ts'
import { ExportedInterface } from './exported-interface.ts'
import type { Peripheral } from './peripheral.ts'

/** What callers can do with a device. */
export interface DeviceCalls {
  connect(): Promise<void>
  disconnect(): void
  pair(caller: string): Promise<void>
  cancelPairing(): void
}

/** `org.bluez.Device1` of a device that was just heard. */
export function deviceInterface(peripheral: Peripheral, adapter: string, calls: DeviceCalls): ExportedInterface {
  const { address, addressType = 'random', name, services } = peripheral.description
  const { rssi, serviceData, manufacturerData } = advertised(peripheral)
  const exported = new ExportedInterface(
    {
      name: 'org.bluez.Device1',
      properties: {
        Address: { signature: 's' },
        AddressType: { signature: 's' },
        Name: { signature: 's' },
        Alias: { signature: 's', write: (value) => exported.set({ Alias: value }) },
        Adapter: { signature: 'o' },
        RSSI: { signature: 'n' },
        UUIDs: { signature: 'as' },
        ServiceData: { signature: 'a{sv}' },
        ManufacturerData: { signature: 'a{qv}' },
        Paired: { signature: 'b' },
        Bonded: { signature: 'b' },
        Trusted: { signature: 'b', write: (value) => exported.set({ Trusted: value }) },
        Blocked: { signature: 'b' },
        LegacyPairing: { signature: 'b' },
        Connected: { signature: 'b' },
        ServicesResolved: { signature: 'b' },
      },
      methods: {
        Connect: { in: [], call: calls.connect },
        Disconnect: { in: [], call: calls.disconnect },
        Pair: { in: [], call: (_, caller) => calls.pair(caller) },
        CancelPairing: { in: [], call: calls.cancelPairing },
      },
    },
    {
      Address: address.toUpperCase(),
      AddressType: addressType,
      Name: name,
      Alias: name ?? address.toUpperCase().replaceAll(':', '-'),
      Adapter: adapter,
      RSSI: rssi,
      UUIDs: services.map((service) => fullUuid(service.uuid)),
      ServiceData: serviceData,
      ManufacturerData: manufacturerData,
      Paired: false,
      Bonded: false,
      Trusted: false,
      Blocked: false,
      LegacyPairing: false,
      Connected: false,
      ServicesResolved: false,
    },
  )
  return exported
}

/** What a device advertises, in the form in which D-Bus carries it. */
export function advertised({ advertisement: { rssi, serviceData, manufacturerData } }: Peripheral) {
  const inForm = (data: Record<string, Uint8Array>, key: (name: string) => string) =>
    Object.fromEntries(Object.entries(data).map(([name, bytes]) => [key(name), new Variant('ay', Buffer.from(bytes))]))
  return {
    rssi,
    serviceData: inForm(serviceData, fullUuid),
    manufacturerData: inForm(manufacturerData, (company) => company),
  }
}
