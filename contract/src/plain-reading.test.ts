import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CONSCIOUSNESS_LEVELS, READING_KIND_NAMES, READING_KINDS } from './codes.ts'
import { itemSchema } from './item.ts'
import { plainReading } from './plain-reading.ts'

const components = fc.record(
  { systolic: fc.double({ noNaN: true }), diastolic: fc.integer(), mean: fc.option(fc.integer(), { nil: undefined }) },
  { requiredKeys: ['systolic', 'diastolic'] },
)
const time = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())

/** Readings that are right, and some with a field beside the point that is not. */
const right = fc.constantFrom(...READING_KIND_NAMES).chain((kind) => {
  const { unit } = READING_KINDS[kind]
  const number = fc.double({ noNaN: true, noDefaultInfinity: true })
  const measured = kind === 'blood-pressure' ? components.map((pressure) => ({ components: pressure })) : undefined
  return fc
    .tuple(
      fc.record({ id: fc.ulid(), device: fc.constantFrom('ble:c80f10a1b2c3', 'mqtt:robot-0042'), at: time }),
      measured ??
        (kind === 'consciousness' ? fc.constantFrom(...CONSCIOUSNESS_LEVELS) : number).map((value) => ({ value })),
      fc.record({ clock: fc.constantFrom('device', 'gateway', 'estimated') }),
      seldom({
        quality: fc.array(fc.constantFrom('body-movement', 'x'.repeat(40), 'x'.repeat(41)), { maxLength: 17 }),
      }),
      seldom({ deviceAt: time }),
      seldom({ over: fc.constantFrom('PT15M', 'PT1H', 'P1DT2H', 'P', 'PT') }),
      seldom({ raw: fc.constantFrom('', '0e', '0E', '0', 'ff'.repeat(512), 'ff'.repeat(513)) }),
      seldom({ subject: fc.record({ userIndex: fc.integer({ min: -1, max: 256 }) }) }),
      seldom({ patient: fc.constant('tolerated and dropped') }),
    )
    .map((parts) => Object.assign({ type: 'reading', kind, ...(unit !== undefined && { unit }) }, ...parts) as object)
})

function seldom(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.record(fields) })
}

/** Things that stand where something else should. */
const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  0,
  -1,
  '72',
  '',
  true,
  [],
  {},
  1e300,
  Number.POSITIVE_INFINITY,
  'A',
  'kg',
  'heart-rate',
  'event',
  '2026-02-30T00:00:00.000Z',
  '2026-02-28T24:00:00.000Z',
  '2026-13-01T00:00:00.000Z',
  '2026-11-21T05:10:00Z',
  [1],
)
const fields = ['type', 'id', 'device', 'kind', 'value', 'components', 'unit', 'at', 'clock', 'quality', 'over']
const wrong = fc
  .tuple(right, fc.constantFrom(...fields), odd)
  .map(([reading, field, value]) => ({ ...reading, [field]: value }))

describe('a reading that is taken without asking the schema', () => {
  test('is what the schema makes of it, and what the schema refuses is never taken', () => {
    let taken = 0
    fc.assert(
      fc.property(
        fc.oneof({ weight: 3, arbitrary: right }, { weight: 2, arbitrary: wrong }, { weight: 1, arbitrary: odd }),
        (value) => {
          const plain = plainReading(value)
          if (plain === undefined) return
          taken++
          const parsed = itemSchema.safeParse(value)
          expect(parsed.error).toBeUndefined()
          expect(plain).toEqual(parsed.data)
        },
      ),
      { numRuns: 3_000 },
    )
    expect(taken).toBeGreaterThan(400)
  })

  test('is what meters and gateways ordinarily send', () => {
    const ordinary = {
      type: 'reading',
      id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
      device: 'ble:c80f10a1b2c3',
      at: '2026-11-21T05:10:00.000Z',
      clock: 'device',
      quality: [],
    }
    for (const measured of [
      { kind: 'body-weight', value: 72.4, unit: 'kg' },
      { kind: 'blood-pressure', components: { systolic: 131, diastolic: 78, mean: 96 }, unit: 'mm[Hg]' },
      { kind: 'consciousness', value: 'A' },
      { kind: 'steps', value: 112, unit: '1', over: 'PT15M' },
      { kind: 'heart-rate', value: 71, unit: '/min', raw: '0047', deviceAt: '2026-11-21T05:09:00.000Z' },
    ]) {
      expect(plainReading({ ...ordinary, ...measured })).toStrictEqual({ ...ordinary, ...measured })
    }
  })
})
