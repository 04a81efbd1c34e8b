import { describe, expect, test } from 'vitest'
import { capturedFrames, decodeFrame, frameOf } from '../test/captures.ts'
import { matchProfile } from './catalogue.ts'
import { decodeCharacteristic, decodeServiceData } from './decode.ts'
import type { Decoded } from './decoded.ts'
import { isoFromDeviceTime } from './device-time.ts'

/** What a frame of the standard says, as `[kind, value or components, ...quality]`, or its error. */
function said(uuid: string, hex: string): unknown {
  const decoded = decodeCharacteristic(uuid, frameOf(hex))
  return 'error' in decoded ? decoded.error.code : readings(decoded)
}

const readings = (decoded: Extract<Decoded, { items: unknown }>): unknown[] =>
  decoded.items.map((item) =>
    item.type === 'reading' ? [item.kind, item.value ?? item.components, ...item.quality] : [item.kind],
  )

const reasons = (uuid: string, hex: string): unknown => {
  const decoded = decodeCharacteristic(uuid, frameOf(hex))
  return 'error' in decoded
    ? decoded.error.code
    : [decoded.items.length, ...(decoded.withheld ?? []).map(({ reason }) => reason)]
}

describe('over Bluetooth', () => {
  test('bad input 1: a frame that is empty or truncated is an error, whatever its promises', () => {
    const uuids = [
      '2a18',
      '2a19',
      '2a1c',
      '2a34',
      '2a35',
      '2a36',
      '2a37',
      '2a52',
      '2a5e',
      '2a5f',
      '2a9c',
      '2a9d',
      '2b3c',
      '2b3d',
      '2b3e',
      '2b3f',
      '2b40',
    ]
    for (const uuid of uuids) expect(said(uuid, ''), uuid).toBe('frame-empty')
    const whole = capturedFrames.filter(
      ({ frame }) => frame.characteristic !== undefined && (frame.items?.length ?? 0) > 0,
    )
    expect(whole.length).toBeGreaterThan(100)
    for (const { frame, profile } of whole) {
      const first = decodeFrame(frame, frameOf(frame.hex ?? '').subarray(0, 1), profile)
      if (frame.characteristic === '2a19') continue
      expect('error' in first && first.error.code, frame.says).toBe('frame-too-short')
    }
  })

  test('bad input 2: bytes after the last field leave the value and flag it', () => {
    expect(said('2a9d', '00b03600')).toEqual([['body-weight', 70, 'trailing-bytes']])
    expect(said('2a35', '00780050005d0001')).toEqual([
      ['blood-pressure', { systolic: 120, diastolic: 80, mean: 93 }, 'trailing-bytes'],
    ])
  })

  test('bad input 3: reserved flags change nothing that is said without them', () => {
    expect(said('2a9d', 'f0b036')).toEqual(said('2a9d', '00b036'))
    expect(said('2a35', 'e0780050005d00')).toEqual(said('2a35', '00780050005d00'))
    expect(said('2a37', 'e048')).toEqual(said('2a37', '0048'))
    expect(said('2a1c', 'f86e0100ff')).toEqual(said('2a1c', '006e0100ff'))
  })

  test.each([
    ['ff07', 'not-a-number'],
    ['0008', 'not-at-this-resolution'],
    ['fe07', 'positive-infinity'],
    ['0208', 'negative-infinity'],
    ['0108', 'reserved-float'],
  ])('bad input 4: the float %s is no value, and the reason is told', (hex, reason) => {
    expect(reasons('2a5e', `00${hex}4800`)).toEqual([1, reason])
    expect(reasons('2a35', `00${hex}50005d00`)).toEqual([0, reason])
  })

  test('bad input 4: a mean pressure that is no number leaves the pressure without it', () => {
    expect(said('2a35', '0078005000ff07')).toEqual([['blood-pressure', { systolic: 120, diastolic: 80 }]])
  })

  test('bad input 5: 0xFFFF is a measurement that did not succeed, not 327.675 kg or 6553.5 %', () => {
    expect(reasons('2a9d', '00ffff')).toEqual([0, 'measurement-unsuccessful'])
    expect(reasons('2a9c', '0000ffff')).toEqual([0, 'measurement-unsuccessful'])
    expect(reasons('2a9c', '00043200ffff')).toEqual([1, 'measurement-unsuccessful'])
  })

  test('bad input 6: user 255 is nobody, user 254 is somebody', () => {
    const subject = (hex: string) => {
      const decoded = decodeCharacteristic('2a9d', frameOf(hex))
      return 'error' in decoded ? decoded.error : decoded.items[0]?.subject
    }
    expect(subject('04b036ff')).toBeUndefined()
    expect(subject('04b036fe')).toEqual({ userIndex: 254 })
  })

  test('bad input 7: a date of zeros or of no calendar leaves the value, and its time uncertain', () => {
    const timed = (date: string) => {
      const decoded = decodeCharacteristic('2a9d', frameOf(`02b036${date}`))
      const [item] = 'error' in decoded ? [] : decoded.items
      const { deviceTime } = item ?? {}
      return [
        readings(decoded as Extract<Decoded, { items: unknown }>)[0],
        deviceTime && isoFromDeviceTime(deviceTime, 'UTC'),
      ]
    }
    expect(timed('00000000000000')).toEqual([['body-weight', 70], undefined])
    expect(timed('ea070d01000000')).toEqual([['body-weight', 70, 'clock-estimated'], undefined])
    expect(timed('b2070101000000')).toEqual([['body-weight', 70], '1970-01-01T00:00:00.000Z'])
  })

  test('bad input 11: pounds, kilopascals, Fahrenheit and mg/dL become ours exactly', () => {
    expect(said('2a9d', '01483c')).toEqual([['body-weight', 70]])
    expect(said('2a35', '01a0f06bf000f0')).toEqual([
      ['blood-pressure', { systolic: 120.01, diastolic: 80.26, mean: 0 }],
    ])
    expect(said('2a1c', '01ec0300ff')).toEqual([['body-temperature', 38]])
    expect(said('2a18', '020700ea070b15070a0036b011')).toEqual([['blood-glucose', 3]])
  })

  test('bad input 12: a weight that is not at rest, of somebody who stepped off, or of a thing is none', () => {
    const withheld = (hex: string) => {
      const decoded = decodeServiceData('181d', frameOf(hex))
      return 'error' in decoded ? decoded.error.code : [decoded.items.length, decoded.withheld?.[0]?.reason]
    }
    expect(withheld('02b036ea070b15070a00')).toEqual([0, 'not-stabilised'])
    expect(withheld('a2b036ea070b15070a00')).toEqual([0, 'stepped-off'])
    expect(withheld('62b036ea070b15070a00')).toEqual([0, 'not-a-person'])
    expect(withheld('22b036ea070b15070a00')).toEqual([1, undefined])
  })

  test('bad input 13, 14, 16: what a sensor says is decoded as it is, however odd; it is judged afterwards', () => {
    expect(said('2a37', '0000')).toEqual([['heart-rate', 0]])
    expect(said('2a37', '00ff')).toEqual([['heart-rate', 255]])
    expect(said('2a5e', '007f004800')).toEqual([
      ['oxygen-saturation', 127],
      ['heart-rate', 72],
    ])
    expect(said('2a35', '005000780060 00')).toEqual([['blood-pressure', { systolic: 80, diastolic: 120, mean: 96 }]])
  })

  test('bad input 15: poor perfusion and a finger that is not in place are told with the value', () => {
    expect(said('2a5f', '0861004800200000')).toEqual([
      ['oxygen-saturation', 97, 'low-perfusion'],
      ['heart-rate', 72, 'low-perfusion'],
    ])
    expect(said('2a5f', '0861004800000800')).toEqual([
      ['oxygen-saturation', 97, 'improper-position'],
      ['heart-rate', 72, 'improper-position'],
    ])
  })

  test("bad input 20: the neighbour's devices are none of ours", () => {
    const nothing = { services: [], serviceData: {}, manufacturerData: {} }
    expect(matchProfile({ ...nothing, address: '001122334455', name: 'Nonin' })).toBeUndefined()
    const thermometer = { fe95: frameOf('5020aa01da') }
    expect(matchProfile({ ...nothing, address: '001122334455', serviceData: thermometer })).toBeUndefined()
  })
})
