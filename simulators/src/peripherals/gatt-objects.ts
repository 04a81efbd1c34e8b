import { shortUuid } from '@kotisilta/device-profiles'
import type { CharacteristicDescription } from '../air/air.ts'
import { fullUuid } from '../air/full-uuid.ts'
import { bluezError } from './bluez-error.ts'
import { ExportedInterface } from './exported-interface.ts'
import type { Peripheral } from './peripheral.ts'

/** The objects below a device that BlueZ shows once it has resolved the services, in the order in which they appear. */
export interface GattObject {
  path: string
  exported: ExportedInterface
  /** Absent for services. */
  characteristic?: string
}

/** What the objects need from the device above them. */
export interface GattLink {
  connected(): boolean
  /** Whether the device lets this host near its values. */
  trusted(): boolean
  startNotify(characteristic: string, caller: string): void
  stopNotify(characteristic: string, caller: string): void
}

export function gattObjects(devicePath: string, peripheral: Peripheral, link: GattLink): GattObject[] {
  const objects: GattObject[] = []
  let handle = 0x0010
  for (const service of peripheral.description.services) {
    const servicePath = `${devicePath}/service${hex(handle)}`
    objects.push({ path: servicePath, exported: serviceObject(service.uuid, devicePath) })
    for (const characteristic of service.characteristics) {
      handle += 1
      objects.push({
        path: `${servicePath}/char${hex(handle)}`,
        exported: characteristicObject(characteristic, servicePath, peripheral, link),
        characteristic: shortUuid(characteristic.uuid),
      })
    }
    handle += 0x10
  }
  return objects
}

const hex = (handle: number): string => handle.toString(16).padStart(4, '0')

const serviceObject = (uuid: string, device: string): ExportedInterface =>
  new ExportedInterface(
    {
      name: 'org.bluez.GattService1',
      methods: {},
      properties: { UUID: { signature: 's' }, Primary: { signature: 'b' }, Device: { signature: 'o' } },
    },
    { UUID: fullUuid(uuid), Primary: true, Device: device },
  )

function characteristicObject(
  { uuid, flags }: CharacteristicDescription,
  service: string,
  peripheral: Peripheral,
  link: GattLink,
): ExportedInterface {
  const requireLink = (): void => {
    if (!link.connected()) throw bluezError('Failed', 'Not connected')
    // What bluetoothd makes of "insufficient authentication" (bluez 5.66, src/gatt-client.c).
    if (!link.trusted()) throw bluezError('NotPermitted', 'Not paired')
  }
  const exported = new ExportedInterface(
    {
      name: 'org.bluez.GattCharacteristic1',
      properties: {
        UUID: { signature: 's' },
        Service: { signature: 'o' },
        Flags: { signature: 'as' },
        Value: { signature: 'ay' },
        Notifying: { signature: 'b' },
      },
      methods: {
        ReadValue: {
          in: ['a{sv}'],
          out: 'ay',
          call() {
            requireLink()
            if (!flags.includes('read')) throw bluezError('NotPermitted', 'Read not permitted')
            const value = Buffer.from(peripheral.value(uuid))
            exported.set({ Value: value })
            return value
          },
        },
        WriteValue: {
          in: ['ay', 'a{sv}'],
          call([bytes]) {
            requireLink()
            if (!flags.includes('write') && !flags.includes('write-without-response')) {
              throw bluezError('NotPermitted', 'Write not permitted')
            }
            peripheral.write(uuid, Uint8Array.from(bytes as Uint8Array))
          },
        },
        StartNotify: {
          in: [],
          call(_, caller) {
            requireLink()
            if (!flags.includes('notify') && !flags.includes('indicate')) throw bluezError('NotSupported')
            link.startNotify(shortUuid(uuid), caller)
          },
        },
        StopNotify: {
          in: [],
          call(_, caller) {
            requireLink()
            link.stopNotify(shortUuid(uuid), caller)
          },
        },
      },
    },
    { UUID: fullUuid(uuid), Service: service, Flags: [...flags], Value: Buffer.alloc(0), Notifying: false },
  )
  return exported
}
