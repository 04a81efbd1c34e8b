import { type DecodedItem, decodeCharacteristic, decodeMqtt } from '@kotisilta/device-profiles'
import { describe, expect, it } from 'vitest'
import { toItem } from './to-item.ts'

const ID = '01JD7Z4QK2W3E5R6T7Y8V9B0NM'
const ARRIVED = {
  device: 'ble:c80f10a1b2c3',
  id: ID,
  received: Date.parse('2026-11-21T05:10:05.000Z'),
  timeZone: 'Europe/Helsinki',
}
const weight = (more: Partial<DecodedItem> = {}): DecodedItem =>
  ({ type: 'reading', kind: 'body-weight', value: 72.4, unit: 'kg', quality: [], ...more }) as DecodedItem

describe('an item made of what a device has said', () => {
  it('has the home’s time zone in its time', () => {
    const deviceTime = { year: 2026, month: 11, day: 21, hour: 7, minute: 10, second: 0 }
    expect(toItem(weight({ deviceTime, subject: { userIndex: 1 } }), ARRIVED)).toEqual({
      item: {
        type: 'reading',
        id: ID,
        device: 'ble:c80f10a1b2c3',
        kind: 'body-weight',
        value: 72.4,
        unit: 'kg',
        at: '2026-11-21T05:10:00.000Z',
        clock: 'device',
        deviceAt: '2026-11-21T05:10:00.000Z',
        quality: [],
        subject: { userIndex: 1 },
      },
      lane: 'items',
      importance: 'normal',
    })
  })

  it('says that its time is an estimate when the device’s clock has no year', () => {
    const deviceTime = { month: 1, day: 1, hour: 0, minute: 3, second: 12 }
    const { item } = toItem(weight({ deviceTime }), ARRIVED)
    expect(item).toMatchObject({ at: '2026-11-21T05:10:05.000Z', clock: 'estimated', quality: ['clock-estimated'] })
    expect(item.deviceAt).toBeUndefined()
  })

  it('says so once, and only while it is so', () => {
    const said = weight({ quality: ['body-movement', 'clock-estimated'] } as Partial<DecodedItem>)
    expect(toItem(said, ARRIVED).item).toMatchObject({
      clock: 'estimated',
      quality: ['body-movement', 'clock-estimated'],
    })
  })

  it('is the moment of arrival, without a word about it, for a device that has no clock', () => {
    const decoded = decodeCharacteristic('2a37', Uint8Array.of(0, 71))
    if ('error' in decoded) throw new Error(decoded.error.message)
    const items = decoded.items.map((said) => toItem(said, ARRIVED).item)
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ kind: 'heart-rate', value: 71, clock: 'gateway', quality: [], raw: '0047' })
  })

  it('goes in the urgent lane if it is urgent by its kind or by its profile', () => {
    const topic = 'kotisilta-device/v1/robot-0042/event'
    const decoded = decodeMqtt(topic, '{"kind":"sos-pressed","at":"2026-11-21T07:09:00+02:00"}')
    if ('error' in decoded) throw new Error(decoded.error.message)
    expect(decoded.items).toHaveLength(1)
    for (const said of decoded.items) {
      expect(toItem(said, { ...ARRIVED, device: 'mqtt:robot-0042' })).toEqual({
        item: {
          type: 'event',
          id: ID,
          device: 'mqtt:robot-0042',
          kind: 'sos-pressed',
          at: '2026-11-21T05:09:00.000Z',
          clock: 'device',
          deviceAt: '2026-11-21T05:09:00.000Z',
        },
        lane: 'urgent',
        importance: 'vital',
      })
    }
    expect(toItem({ type: 'event', kind: 'water-leak', urgent: true }, ARRIVED).lane).toBe('urgent')
    expect(toItem({ type: 'event', kind: 'water-leak' }, ARRIVED)).toMatchObject({
      lane: 'items',
      importance: 'important',
    })
  })
})
