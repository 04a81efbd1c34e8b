import { eventSchema, readingSchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capturedFrames, decodeFrame, frameOf } from '../test/captures.ts'
import { profileById, profiles } from './catalogue.ts'
import { decodeCharacteristic, decodeMqtt } from './decode.ts'
import { DECODE_ERROR_CODES, type Decoded, WITHHELD_REASONS } from './decoded.ts'
import type { FrameDecoder } from './frame/frame-decoder.ts'
import { SIG_CHARACTERISTICS } from './gatt/characteristics.ts'

const DECODERS: readonly (readonly [name: string, decode: FrameDecoder])[] = [
  ...Object.entries(SIG_CHARACTERISTICS),
  ...profiles.flatMap(({ id, characteristics = {}, serviceData = {}, manufacturerData = {}, record }) =>
    [characteristics, serviceData, manufacturerData, record === undefined ? {} : { record }].flatMap((decoders) =>
      Object.entries(decoders).map(([key, decode]) => [`${id} ${key}`, decode] as const),
    ),
  ),
]

/** Whatever was decoded is either a closed error or items that the contract accepts once the gateway has added its part. */
function expectSane(decoded: Decoded): void {
  if ('error' in decoded) {
    expect(DECODE_ERROR_CODES).toContain(decoded.error.code)
    expect(decoded.error.message.length).toBeGreaterThan(0)
    return
  }
  for (const { reason } of decoded.withheld ?? []) expect(WITHHELD_REASONS).toContain(reason)
  for (const item of decoded.items) {
    const whole = {
      at: '2026-11-21T08:00:00.000Z',
      ...item,
      id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
      device: 'ble:001122334455',
      clock: 'gateway',
    }
    const parsed = (item.type === 'reading' ? readingSchema : eventSchema).safeParse(whole)
    if (!parsed.success) expect.fail(`${JSON.stringify(item)}: ${parsed.error.message}`)
  }
}

/** What a frame says, without the bytes and whether there were too many of them. */
const meaning = (decoded: Decoded) =>
  'error' in decoded
    ? decoded.error.code
    : decoded.items.map(({ raw: _, ...item }) =>
        'quality' in item ? { ...item, quality: item.quality.filter((code) => code !== 'trailing-bytes') } : item,
      )

test('there are decoders to be tried', () => {
  expect(DECODERS.length).toBeGreaterThanOrEqual(74)
})

describe.each(DECODERS)('%s', (_, decode) => {
  test('makes sane items or a closed error of any bytes of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => expectSane(decode(bytes))),
      { numRuns: 500 },
    )
  })

  test('as bytes arrive one by one: too short, too short, then one meaning that no further byte changes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 40, maxLength: 40 }), (bytes) => {
        const stages = Array.from({ length: 41 }, (_unused, length) => meaning(decode(bytes.subarray(0, length))))
        const whole = stages.findIndex((stage) => stage !== 'frame-empty' && stage !== 'frame-too-short')
        if (whole === -1) return
        for (const stage of stages.slice(whole)) {
          if (stage !== 'frame-too-long') expect(stage).toEqual(stages[whole])
        }
      }),
    )
  })
})

/** A sealed frame that is cut no longer fits its tag. */
const REFUSED = ['frame-empty', 'frame-too-short', 'bind-key-wrong'].map((code) => JSON.stringify(code))

test('no captured frame that is cut short says anything but what the whole one says', () => {
  let cut = 0
  for (const { frame, profile, surroundings } of capturedFrames) {
    if (frame.hex === undefined || frame.error !== undefined) continue
    const bytes = frameOf(frame.hex)
    const whole = meaning(decodeFrame(frame, bytes, profile, surroundings))
    for (let length = 0; length < bytes.length; length++) {
      cut += 1
      const part = meaning(decodeFrame(frame, bytes.subarray(0, length), profile, surroundings))
      if (!REFUSED.includes(JSON.stringify(part))) expect(part, frame.says).toEqual(whole)
    }
  }
  expect(cut).toBeGreaterThan(1500)
})

test('every set of flags of every measurement asks for its fields: a frame of flags alone is never a value', () => {
  const measurements = ['2a18', '2a1c', '2a35', '2a36', '2a37', '2a5e', '2a5f', '2a9d']
  for (const uuid of measurements) {
    for (let flags = 0; flags < 256; flags++) {
      const decoded = decodeCharacteristic(uuid, Uint8Array.of(flags))
      expect('error' in decoded && decoded.error.code).toBe('frame-too-short')
    }
  }
})

describe('messages', () => {
  const topic = fc.constantFrom('event', 'reading', 'state').map((leaf) => `kotisilta-device/v1/robot-0042/${leaf}`)
  const field = fc.constantFrom(
    'kind',
    'at',
    'detail',
    'value',
    'unit',
    'over',
    'quality',
    'components',
    'online',
    'battery',
    'since',
  )
  const word = fc.constantFrom(
    'heart-rate',
    'steps',
    'sos-pressed',
    'dose-taken',
    'kg',
    '/min',
    'PT1H',
    '2026-11-21T08:00Z',
    'A',
    'constructor',
  )

  test('of any bytes', () => {
    fc.assert(
      fc.property(topic, fc.uint8Array({ maxLength: 200 }), (where, bytes) => expectSane(decodeMqtt(where, bytes))),
      { numRuns: 1000 },
    )
  })

  test('of any JSON', () => {
    fc.assert(
      fc.property(topic, fc.json(), (where, text) => expectSane(decodeMqtt(where, text))),
      { numRuns: 1000 },
    )
  })

  test('of the right fields with the wrong things in them', () => {
    const payload = fc.dictionary(field, fc.oneof(word, fc.jsonValue(), fc.double(), fc.array(word)))
    fc.assert(
      fc.property(topic, payload, (where, value) => expectSane(decodeMqtt(where, JSON.stringify(value)))),
      { numRuns: 3000 },
    )
  })

  const ROBOTS: readonly (readonly [id: string, topic: string, fields: readonly string[]])[] = [
    ['evondos-robot', 'evondos/a/event', ['event', 'timestamp', 'dose', 'dosesLeft']],
    ['medido-dispenser', 'medido/a/notification', ['type', 'time', 'dispensing', 'remaining']],
    ['dosell-dispenser', 'dosell/a/messages', ['eventType', 'occurredAt', 'plannedAt', 'sachetsLeft']],
  ]

  test.each(ROBOTS)('of a medication robot: %s', (id, topic, fields) => {
    const profile = profileById(id)
    const said = fc.constantFrom(
      'DOSE_TAKEN',
      'dispensed',
      'SachetFetched',
      'SACHET_JAM',
      'nearly-empty',
      'constructor',
    )
    const part = fc.oneof(said, word, fc.jsonValue(), fc.double(), fc.record({ scheduled: word, time: fc.integer() }))
    const message = fc.dictionary(fc.constantFrom(...fields), part)
    expect(profile?.mqtt).toBeTypeOf('function')
    fc.assert(
      fc.property(fc.oneof(fc.constant(topic), fc.string()), message, (where, value) =>
        expectSane(decodeMqtt(where, JSON.stringify(value), profile)),
      ),
      { numRuns: 500 },
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => expectSane(decodeMqtt(topic, bytes, profile))))
  })

  test('to any topic', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (where, text) => expectSane(decodeMqtt(where, text))))
  })
})
