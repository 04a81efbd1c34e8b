import { expect, test } from 'vitest'
import { frameOf } from '../../test/captures.ts'
import { parseBodySensorLocation, parsePulseOximeterFeatures, parseWeightScaleFeature } from './features.ts'

test('features are the bits as they were sent, least byte first', () => {
  expect(parseWeightScaleFeature(frameOf('37010203'))).toEqual({ value: 0x0302_0137 })
  expect(parsePulseOximeterFeatures(frameOf('0f00e0ffffff00'))).toEqual({ value: 15 })
})

test('a sensor is at one of seven places, and every other number is reserved', () => {
  const places = ['other', 'chest', 'wrist', 'finger', 'hand', 'ear-lobe', 'foot']
  for (let number = 0; number < 256; number++) {
    const parsed = parseBodySensorLocation(Uint8Array.of(number))
    if (number < places.length) expect(parsed).toEqual({ value: places[number] })
    else expect('error' in parsed && parsed.error.code, String(number)).toBe('reserved-value')
  }
})
