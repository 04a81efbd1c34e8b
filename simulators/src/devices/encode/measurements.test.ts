import { type Decoded, type DecodedReading, decodeCharacteristic } from '@kotisilta/device-profiles'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bloodPressureMeasurement,
  continuousMeasurement,
  heartRateMeasurement,
  spotCheckMeasurement,
  temperatureMeasurement,
  weightMeasurement,
} from './measurements.ts'
import { float, sfloat } from './medical-float.ts'

const at = Date.parse('2026-11-21T05:10:30Z')
/** 2026-11-21 at 07:10:30 on the wall in Helsinki. */
const wall = { year: 2026, month: 11, day: 21, hour: 7, minute: 10, second: 30 }

function readings(decoded: Decoded): DecodedReading[] {
  if ('error' in decoded) throw new Error(decoded.error.message)
  return decoded.items.filter((item) => item.type === 'reading')
}

const only = (decoded: Decoded, kind: DecodedReading['kind']): DecodedReading => {
  const found = readings(decoded).filter((each) => each.kind === kind)
  expect(found).toHaveLength(1)
  return found[0] as DecodedReading
}

test('a weighing is read as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 5_000 }), fc.integer({ min: 0, max: 254 }), (steps, userIndex) => {
      const kilograms = steps * 0.05
      const read = only(decodeCharacteristic('2a9d', weightMeasurement({ kilograms, userIndex }, at)), 'body-weight')
      expect(read.value).toBeCloseTo(kilograms, 5)
      expect(read).toMatchObject({ unit: 'kg', subject: { userIndex }, deviceTime: wall, quality: [] })
    }),
  )
})

test('a blood pressure is read as it was written', () => {
  const pressure = fc.integer({ min: 30, max: 280 })
  fc.assert(
    fc.property(pressure, pressure, pressure, (systolic, diastolic, pulse) => {
      const frame = bloodPressureMeasurement({ systolic, diastolic, pulse, userIndex: 1 }, at)
      const read = only(decodeCharacteristic('2a35', frame), 'blood-pressure')
      expect(read.components).toMatchObject({ systolic, diastolic })
      expect(read).toMatchObject({ unit: 'mm[Hg]', subject: { userIndex: 1 }, deviceTime: wall })
    }),
  )
  const irregular = bloodPressureMeasurement(
    { systolic: 131, diastolic: 78, pulse: 70, userIndex: 1, irregularPulse: true },
    at,
  )
  expect(only(decodeCharacteristic('2a35', irregular), 'blood-pressure').quality).toEqual(['irregular-pulse'])
})

test('a saturation is read as it was written, spot-check and continuous', () => {
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 100 }), fc.integer({ min: 30, max: 220 }), (saturation, pulse) => {
      const spot = decodeCharacteristic('2a5e', spotCheckMeasurement({ saturation, pulse }, at))
      expect(only(spot, 'oxygen-saturation')).toMatchObject({ value: saturation, unit: '%', deviceTime: wall })
      expect(only(spot, 'heart-rate')).toMatchObject({ value: pulse })
      const continuous = decodeCharacteristic('2a5f', continuousMeasurement({ saturation, pulse }))
      expect(only(continuous, 'oxygen-saturation')).toMatchObject({ value: saturation })
    }),
  )
})

test('a temperature is read as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 430 }), (tenths) => {
      const frame = temperatureMeasurement(tenths / 10, at)
      const read = only(decodeCharacteristic('2a1c', frame), 'body-temperature')
      expect(read).toMatchObject({ value: tenths / 10, unit: 'Cel', deviceTime: wall })
    }),
  )
})

test('a pulse is read as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 254 }), (pulse) => {
      const read = only(decodeCharacteristic('2a37', heartRateMeasurement(pulse)), 'heart-rate')
      expect(read).toMatchObject({ value: pulse, unit: '/min', quality: [] })
    }),
  )
})

test('a medical float takes what fits and nothing that would be read as something else', () => {
  // 36.4 is 364 with exponent -1, 0x016C and 0xF; 120 with exponent 0 is 0x0078.
  expect(sfloat(36.4, 1)).toEqual([0x6c, 0xf1])
  expect(sfloat(120)).toEqual([0x78, 0x00])
  expect(float(-36.4, 1)).toEqual([0x94, 0xfe, 0xff, 0xff])
  expect(sfloat(2045)).toEqual([0xfd, 0x07])
  expect(() => sfloat(2046)).toThrow(RangeError)
  expect(() => sfloat(-2046)).toThrow(RangeError)
})
