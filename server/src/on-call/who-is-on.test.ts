import { isoTime, type Schedule, scheduleSchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dutiesBetween, dutyAt, whoIsOn } from './who-is-on.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = (text: string): number => Date.parse(text)

const schedule = (layers: object[], overrides: object[] = []): Schedule =>
  scheduleSchema.parse({
    id: 'nights',
    name: 'Night desk',
    layers: layers.map((layer, index) => ({ id: `layer-${index}`, name: 'Nurses', ...layer })),
    overrides: overrides.map((override, index) => ({ id: `override-${index}`, ...override })),
  })

/** A week each, from Monday morning on. */
const weekly = { crews: [['aino'], ['bo'], ['cia']], from: '2026-11-23', turnDays: 7 }

test('crews take turns week by week, changing at the handover and not at midnight', () => {
  const nights = schedule([weekly])
  expect(whoIsOn(nights, at('2026-11-23T04:59:59.999Z'))).toEqual([])
  expect(whoIsOn(nights, at('2026-11-23T05:00:00.000Z'))).toEqual(['aino'])
  expect(whoIsOn(nights, at('2026-11-30T04:59:59.999Z'))).toEqual(['aino'])
  expect(whoIsOn(nights, at('2026-11-30T05:00:00.000Z'))).toEqual(['bo'])
  expect(whoIsOn(nights, at('2026-12-14T05:00:00.000Z'))).toEqual(['aino'])
})

test('a layer ends with the duty that begins on its last day', () => {
  const nights = schedule([{ ...weekly, until: '2026-11-24' }])
  expect(whoIsOn(nights, at('2026-11-25T04:59:00.000Z'))).toEqual(['aino'])
  expect(whoIsOn(nights, at('2026-11-25T05:00:00.000Z'))).toEqual([])
})

test('a window over midnight belongs to the day on which it begins', () => {
  const fridays = schedule([{ ...weekly, windows: [{ days: [5], from: '21:00', until: '07:00' }] }])
  expect(whoIsOn(fridays, at('2026-11-27T18:59:00.000Z'))).toEqual([])
  expect(whoIsOn(fridays, at('2026-11-27T19:00:00.000Z'))).toEqual(['aino'])
  expect(whoIsOn(fridays, at('2026-11-28T04:59:00.000Z'))).toEqual(['aino'])
  expect(whoIsOn(fridays, at('2026-11-28T05:00:00.000Z'))).toEqual([])
  expect(whoIsOn(fridays, at('2026-11-28T19:00:00.000Z'))).toEqual([])
})

test('the first layer that has somebody covers those after it', () => {
  const both = schedule([
    { ...weekly, crews: [['weekend']], windows: [{ days: [6, 7], from: '07:00', until: '07:00' }] },
    weekly,
  ])
  expect(whoIsOn(both, at('2026-11-27T12:00:00.000Z'))).toEqual(['aino'])
  expect(whoIsOn(both, at('2026-11-28T12:00:00.000Z'))).toEqual(['weekend'])
  expect(whoIsOn(both, at('2026-11-30T04:30:00.000Z'))).toEqual(['weekend'])
})

test('a layer that knows holidays takes a holiday for that and not for its weekday', () => {
  const holidays = schedule([
    { ...weekly, crews: [['holiday']], windows: [{ days: [7, 8], from: '00:00', until: '00:00' }] },
    weekly,
  ])
  // Christmas Eve 2026 is a Thursday, a Thursday later is none.
  expect(whoIsOn(holidays, at('2026-12-24T10:00:00.000Z'))).toEqual(['holiday'])
  expect(whoIsOn(holidays, at('2026-12-17T10:00:00.000Z'))).not.toEqual(['holiday'])
})

test('a whole crew is on at once', () => {
  expect(whoIsOn(schedule([{ ...weekly, crews: [['aino', 'bo']] }]), at('2026-11-25T12:00:00.000Z'))).toEqual([
    'aino',
    'bo',
  ])
})

const wednesday = { from: '2026-11-25T05:00:00.000Z', until: '2026-11-26T05:00:00.000Z' }

test('somebody stands in for who is away, for that time only', () => {
  const swapped = schedule([weekly], [{ ...wednesday, away: 'aino', instead: ['bo'] }])
  expect(whoIsOn(swapped, at('2026-11-25T04:59:59.999Z'))).toEqual(['aino'])
  expect(whoIsOn(swapped, at('2026-11-25T05:00:00.000Z'))).toEqual(['bo'])
  expect(whoIsOn(swapped, at('2026-11-26T05:00:00.000Z'))).toEqual(['aino'])
})

test('an override for one who is not on changes nothing', () => {
  const swapped = schedule([weekly], [{ ...wednesday, away: 'cia', instead: ['bo'] }])
  expect(whoIsOn(swapped, at('2026-11-25T12:00:00.000Z'))).toEqual(['aino'])
})

test('a stand-in can be replaced, in whatever order the two were written down', () => {
  const first = { ...wednesday, away: 'aino', instead: ['bo'] }
  const second = { ...wednesday, away: 'bo', instead: ['cia'] }
  for (const overrides of [
    [first, second],
    [second, first],
  ]) {
    expect(whoIsOn(schedule([weekly], overrides), at('2026-11-25T12:00:00.000Z'))).toEqual(['cia'])
  }
})

test('two who swap with each other end, and neither is on twice', () => {
  const swap = [
    { ...wednesday, away: 'aino', instead: ['bo'] },
    { ...wednesday, away: 'bo', instead: ['aino'] },
  ]
  const on = whoIsOn(schedule([weekly], swap), at('2026-11-25T12:00:00.000Z'))
  expect(on).toEqual(['aino'])
})

test('nobody instead of somebody is a gap, which no lower layer fills', () => {
  const gap = schedule([weekly, { ...weekly, crews: [['reserve']] }], [{ ...wednesday, away: 'aino', instead: [] }])
  expect(whoIsOn(gap, at('2026-11-25T12:00:00.000Z'))).toEqual([])
})

test('somebody extra comes besides those on', () => {
  const extra = schedule([weekly], [{ ...wednesday, instead: ['bo'] }])
  expect(whoIsOn(extra, at('2026-11-25T12:00:00.000Z'))).toEqual(['aino', 'bo'])
})

const twoShifts = [
  {
    crews: [['day']],
    from: '2026-01-01',
    turnDays: 1,
    windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '07:00', until: '21:00' }],
  },
  {
    crews: [['night']],
    from: '2026-01-01',
    turnDays: 1,
    windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '21:00', until: '07:00' }],
  },
]

test.each([
  ['summer time begins', '2026-03-28T18:00:00.000Z', '2026-03-29T06:00:00.000Z', 9],
  ['summer time ends', '2026-10-24T17:00:00.000Z', '2026-10-25T07:00:00.000Z', 11],
  ['no clock is changed', '2026-11-24T18:00:00.000Z', '2026-11-25T07:00:00.000Z', 10],
])(
  'fault 16: when %s, the night’s duty has no gap and lasts from handover to handover',
  (_when, from, until, hours) => {
    const duties = dutiesBetween(schedule(twoShifts), at(from), at(until))
    expect(duties.every(({ staff }) => staff.length === 1)).toBe(true)
    const night = duties.find(({ staff }) => staff[0] === 'night')
    expect(night && (night.until - night.from) / HOUR).toBe(hours)
  },
)

test('who is on now and who comes next', () => {
  const { now, next } = dutyAt(schedule(twoShifts), at('2026-11-26T00:14:00.000Z'))
  expect([now.staff, isoTime(now.until)]).toEqual([['night'], '2026-11-26T05:00:00.000Z'])
  expect(next && [next.staff, isoTime(next.from), isoTime(next.until)]).toEqual([
    ['day'],
    '2026-11-26T05:00:00.000Z',
    '2026-11-26T19:00:00.000Z',
  ])
})

test('one who is always on has nobody after him', () => {
  expect(dutyAt(schedule([{ ...weekly, crews: [['aino']] }]), at('2026-11-26T00:00:00.000Z')).next).toBeUndefined()
})

test('in any span, stretches follow each other without a hole and say what a look at any moment says', () => {
  const moment = fc.integer({ min: at('2026-03-01T00:00:00.000Z'), max: at('2026-12-31T00:00:00.000Z') })
  const staff = fc.constantFrom('aino', 'bo', 'cia')
  const wall = fc.constantFrom('00:00', '03:30', '07:00', '15:00', '21:00', '23:59')
  const layer = fc.record(
    {
      crews: fc.array(fc.array(staff, { maxLength: 2 }), { minLength: 1, maxLength: 3 }),
      from: fc.constantFrom('2026-01-01', '2026-06-01'),
      handover: wall,
      turnDays: fc.integer({ min: 1, max: 8 }),
      windows: fc.array(
        fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1 }), from: wall, until: wall }),
        { minLength: 1, maxLength: 3 },
      ),
    },
    { requiredKeys: ['crews', 'from', 'turnDays', 'handover'] },
  )
  const override = fc.record({
    from: moment,
    hours: fc.integer({ min: 1, max: 300 }),
    away: fc.option(staff),
    instead: fc.array(staff, { maxLength: 2 }),
  })
  let looked = 0
  fc.assert(
    fc.property(
      fc.array(layer, { maxLength: 3 }),
      fc.array(override, { maxLength: 3 }),
      moment,
      fc.array(fc.integer({ min: 0, max: 10 * DAY - 1 }), { minLength: 5 }),
      (layers, overrides, from, offsets) => {
        const any = schedule(
          layers,
          overrides.map(({ from: begin, hours, away, instead }) => ({
            from: isoTime(begin),
            until: isoTime(begin + hours * HOUR),
            instead,
            ...(away !== null && { away }),
          })),
        )
        const duties = dutiesBetween(any, from, from + 10 * DAY)
        expect(duties[0]?.from).toBe(from)
        expect(duties.at(-1)?.until).toBe(from + 10 * DAY)
        for (const [index, duty] of duties.entries()) if (index > 0) expect(duty.from).toBe(duties[index - 1]?.until)
        for (const offset of offsets) {
          const moment = from + offset
          const duty = duties.find((each) => each.from <= moment && moment < each.until)
          expect(new Set(duty?.staff)).toEqual(new Set(whoIsOn(any, moment)))
          looked++
        }
      },
    ),
    { numRuns: 200 },
  )
  expect(looked).toBeGreaterThan(1000)
})

test.each([
  ['spring, when 03:30 is skipped', '2027-03-28T01:30:00.000Z'],
  ['autumn, when 03:30 comes twice', '2026-10-25T00:30:00.000Z'],
])(
  'a handover in the hour of the change is one moment in %s: before it one is on, after it the other',
  (_when, change) => {
    const daily = schedule([{ crews: [['aino'], ['bo']], from: '2026-01-01', turnDays: 1, handover: '03:30' }])
    const before = whoIsOn(daily, at(change) - 1)
    const after = whoIsOn(daily, at(change))
    expect(after).not.toEqual(before)
    for (let minutes = 1; minutes < 12 * 60; minutes++) {
      expect(whoIsOn(daily, at(change) - minutes * 60_000)).toEqual(before)
      expect(whoIsOn(daily, at(change) + minutes * 60_000)).toEqual(after)
    }
  },
)
