import { Variant } from 'dbus-next'
import { describe, expect, it } from 'vitest'
import { sightingOf, wasHeard } from './bluez-sighting.ts'
import { MOST_DEVICES, objectMirror } from './object-mirror.ts'

const ADAPTER = '/org/bluez/hci1'
const SCALE = `${ADAPTER}/dev_C8_0F_10_A1_B2_C3`
const PROPERTIES = 'org.freedesktop.DBus.Properties'
const MANAGER = 'org.freedesktop.DBus.ObjectManager'
const v = (signature: string, value: unknown) => new Variant(signature, value)
const changed = (path: string, name: string, properties: object, invalidated: string[] = []) => ({
  path,
  interface: PROPERTIES,
  member: 'PropertiesChanged',
  body: [name, properties, invalidated],
})
const scale = {
  Address: v('s', 'C8:0F:10:A1:B2:C3'),
  Name: v('s', 'Koti Scale'),
  RSSI: v('n', -60),
  UUIDs: v('as', ['0000181d-0000-1000-8000-00805f9b34fb', 'f000aa00-0451-4000-b000-000000000000']),
  ServiceData: v('a{sv}', { '0000181d-0000-1000-8000-00805f9b34fb': v('ay', Buffer.of(1, 2)) }),
  ManufacturerData: v('a{qv}', { 343: v('ay', Buffer.of(3)) }),
  Connected: v('b', false),
}

describe('what BlueZ shows', () => {
  it('is taken in at the start, without the variants, and only for the one adapter', () => {
    const mirror = objectMirror(ADAPTER)
    mirror.load({
      '/org/bluez/hci1': { 'org.bluez.Adapter1': { Powered: v('b', true) } },
      '/org/bluez/hci10': { 'org.bluez.Adapter1': { Powered: v('b', false) } },
      '/org/bluez/hci10/dev_00_00_00_00_00_01': { 'org.bluez.Device1': scale },
      [SCALE]: { 'org.bluez.Device1': scale, 'org.freedesktop.DBus.Introspectable': {} },
      [`${SCALE}/service0010`]: { 'org.bluez.GattService1': {} },
    })
    expect(mirror.adapter).toEqual({ Powered: true })
    expect([...mirror.devices()].map(([path]) => path)).toEqual([SCALE])
    expect(sightingOf(mirror.device(SCALE) ?? {})).toEqual({
      address: 'c80f10a1b2c3',
      name: 'Koti Scale',
      rssi: -60,
      services: ['181d', 'f000aa00-0451-4000-b000-000000000000'],
      serviceData: { '181d': Buffer.of(1, 2) },
      manufacturerData: { '0157': Buffer.of(3) },
    })
  })

  it('is kept up to date by its signals', () => {
    const mirror = objectMirror(ADAPTER)
    const added = { path: '/', interface: MANAGER, member: 'InterfacesAdded' }
    expect(mirror.take({ ...added, body: [SCALE, { 'org.bluez.Device1': scale }] })).toMatchObject({
      about: 'device',
      path: SCALE,
      gone: false,
    })
    const change = mirror.take(changed(SCALE, 'org.bluez.Device1', { Connected: v('b', true) }, ['RSSI']))
    expect(change).toMatchObject({ about: 'device', changed: { Connected: true } })
    expect(mirror.device(SCALE)).toMatchObject({ Connected: true, Name: 'Koti Scale' })
    expect(mirror.device(SCALE)).not.toHaveProperty('RSSI')
    expect(mirror.take(changed(ADAPTER, 'org.bluez.Adapter1', { Powered: v('b', false) }))).toEqual({
      about: 'adapter',
    })
    expect(mirror.adapter).toEqual({ Powered: false })
    const removed = { path: '/', interface: MANAGER, member: 'InterfacesRemoved', body: [SCALE, ['org.bluez.Device1']] }
    expect(mirror.take(removed)).toMatchObject({ about: 'device', path: SCALE, gone: true })
    expect(mirror.device(SCALE)).toBeUndefined()
    expect(mirror.take(removed)).toBeUndefined()
  })

  it('about anything else says nothing', () => {
    const mirror = objectMirror(ADAPTER)
    expect(mirror.take(changed(SCALE, 'org.bluez.Battery1', { Percentage: v('y', 80) }))).toBeUndefined()
    expect(mirror.take(changed(`${SCALE}/service0010/char0011`, 'org.bluez.GattCharacteristic1', {}))).toBeUndefined()
    expect(mirror.take(changed('/org/bluez/hci10', 'org.bluez.Adapter1', {}))).toBeUndefined()
    expect([...mirror.devices()]).toEqual([])
  })

  it('is bounded whoever invents addresses, and loses nobody who is connected', () => {
    const mirror = objectMirror(ADAPTER)
    mirror.take(changed(SCALE, 'org.bluez.Device1', { ...scale, Connected: v('b', true) }))
    const invented = (each: number): string =>
      `${ADAPTER}/dev_${(each.toString(16).toUpperCase().padStart(12, '0').match(/../g) ?? []).join('_')}`
    for (let each = 0; each < 20_000; each++)
      mirror.take(changed(invented(each), 'org.bluez.Device1', { RSSI: v('n', -90), Name: v('s', 'Koti Scale') }))
    expect([...mirror.devices()]).toHaveLength(MOST_DEVICES)
    expect(mirror.device(SCALE)).toMatchObject({ Connected: true })
    expect(mirror.device(invented(19_999))).toBeDefined()
  })

  it('of a device that was forgotten is known again with its address when it is heard', () => {
    const mirror = objectMirror(ADAPTER)
    mirror.take(changed(SCALE, 'org.bluez.Device1', { RSSI: v('n', -70) }))
    expect(sightingOf(mirror.device(SCALE) ?? {})).toMatchObject({ address: 'c80f10a1b2c3', rssi: -70 })
  })

  it('means that a device was heard when its strength or its data come, not when its connection changes', () => {
    expect(wasHeard({ RSSI: -60 })).toBe(true)
    expect(wasHeard({ ServiceData: {} })).toBe(true)
    expect(wasHeard({ ManufacturerData: {} })).toBe(true)
    expect(wasHeard({ Connected: true, ServicesResolved: true })).toBe(false)
  })

  it('of a device without an address is no sighting', () => {
    expect(sightingOf({})).toBeUndefined()
    expect(sightingOf({ Address: 'C8:0F:10:A1:B2:C3' })).toEqual({
      address: 'c80f10a1b2c3',
      services: [],
      serviceData: {},
      manufacturerData: {},
    })
  })
})
