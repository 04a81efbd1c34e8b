import type { DecodedItem } from '@kotisilta/device-profiles'
import { expect, it } from 'vitest'
import { repeats } from './repeats.ts'

const scale = 'ble:c80f10a1b2c3'
const weight = (value: number, second?: number, raw = '00'): DecodedItem => ({
  type: 'reading',
  kind: 'body-weight',
  value,
  unit: 'kg',
  quality: [],
  raw,
  ...(second !== undefined && { deviceTime: { year: 2026, month: 11, day: 21, hour: 7, minute: 10, second } }),
})

it('takes a time-stamped measurement once, however long it is advertised and whatever counter runs in the frame', () => {
  const heard = repeats()
  expect(heard.isNew(scale, weight(72.4, 1), 0)).toBe(true)
  expect(heard.isNew(scale, weight(72.4, 1, '01'), 1_000)).toBe(false)
  expect(heard.isNew(scale, weight(72.4, 1, '02'), 86_400_000)).toBe(false)
  expect(heard.isNew(scale, weight(72.4, 2), 86_401_000)).toBe(true)
})

it('takes the same value without a time as a new one after a minute of silence, not before', () => {
  const heard = repeats()
  expect(heard.isNew(scale, weight(72.4), 0)).toBe(true)
  expect(heard.isNew(scale, weight(72.4), 59_999)).toBe(false)
  expect(heard.isNew(scale, weight(72.4), 119_998)).toBe(false)
  expect(heard.isNew(scale, weight(72.4), 179_998)).toBe(true)
})

it('keeps devices, kinds and values apart', () => {
  const heard = repeats()
  expect(heard.isNew(scale, weight(72.4), 0)).toBe(true)
  expect(heard.isNew('ble:000000000001', weight(72.4), 0)).toBe(true)
  expect(heard.isNew(scale, weight(72.5), 0)).toBe(true)
  expect(heard.isNew(scale, { type: 'event', kind: 'door-opened' }, 0)).toBe(true)
  expect(heard.isNew(scale, weight(72.5), 1)).toBe(false)
})
