import { isoTime, type Plan, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { FIRST_DAY } from '../example-days.ts'
import { event } from '../example-items.ts'
import { stream } from '../example-stream.ts'
import { dayOf, momentOf } from '../local-time.ts'
import { dosesAt } from './dose-slots.ts'

const windows = { early: 60, late: 60, critical: 120, missed: 180 }
const planOf = (...times: string[]): Plan =>
  planSchema.parse({
    medicines: [
      { id: 'furosemide', name: 'Furosemidi', atc: 'C03CA01', doses: times.map((at) => ({ at, ...windows })) },
    ],
  })
const plan = planOf('08:00', '12:00', '20:00')
const at = (hour: number, day = 0) => momentOf(FIRST_DAY + day, Math.round(hour * 60))
type Event = ReturnType<typeof event>
const taken = (hour: number, slot?: number, day = 0) =>
  event(
    'dose-taken',
    at(hour, day),
    slot === undefined ? {} : { detail: { slot: isoTime(at(slot, day)), medicine: 'ATC C03CA01' } },
  )

/** The doses of the first day by then, in short. */
const dosesBy = (hour: number, events: readonly Event[] = [], of = plan, day = 0) =>
  dosesAt(of, stream(of, events).state, at(hour, day))
    .filter(({ due }) => dayOf(due) === FIRST_DAY + day)
    .map(({ status }) => status)

describe('a dose that nobody has taken', () => {
  test.each([
    [6.99, 'upcoming'],
    [7, 'due'],
    [8, 'due'],
    [8.99, 'due'],
    [9, 'late'],
    [9.99, 'late'],
    [10, 'critical'],
    [10.99, 'critical'],
    [11, 'missed'],
  ])('at %d is %s', (hour, expected) => {
    expect(dosesBy(hour)[0]).toBe(expected)
  })
})

describe('a dose that was taken', () => {
  test.each([
    [7.5, 'early'],
    [8, 'taken'],
    [10.5, 'taken'],
    [11.5, 'taken'],
  ])('at %d is %s', (hour, expected) => {
    expect(dosesBy(12, [taken(hour, 8)])[0]).toBe(expected)
  })

  test('late is not the next one', () => {
    expect(dosesBy(11.9, [taken(10.9)]).slice(0, 2)).toEqual(['taken', 'due'])
    // The next one may be taken from 11 on; what is taken before is none of it.
    expect(dosesBy(11.9, [taken(10.99)]).slice(0, 2)).toEqual(['taken', 'due'])
    expect(dosesBy(13, [taken(10), taken(10.5)]).slice(0, 2)).toEqual(['taken', 'late'])
  })

  test('after its window is still none of the next one, when the robot names it', () => {
    expect(dosesBy(12.5, [taken(11.5, 8)]).slice(0, 2)).toEqual(['taken', 'due'])
  })

  test('after its window without a name is the one that is open', () => {
    expect(dosesBy(12.5, [taken(11.5)]).slice(0, 2)).toEqual(['missed', 'early'])
  })

  test('between two windows is the one that was missed, late', () => {
    const sparse = planOf('08:00', '20:00')
    expect(dosesBy(21.5, [taken(14)], sparse)).toEqual(['taken', 'late'])
  })

  test('twice takes the two that are open, the older first', () => {
    expect(dosesBy(13, [taken(8), taken(12)])).toEqual(['taken', 'taken', 'upcoming'])
  })
})

test('what else a robot says of a dose settles it', () => {
  const told = (kind: 'dose-missed' | 'dose-withdrawn') => event(kind, at(8.5), { detail: { slot: isoTime(at(8)) } })
  expect(dosesBy(10, [told('dose-withdrawn')])[0]).toBe('withdrawn')
  expect(dosesBy(8.6, [told('dose-missed')])[0]).toBe('missed')
  expect(dosesBy(10, [told('dose-missed'), taken(9, 8)])[0]).toBe('taken')
})

test('a travel pack takes the doses until it ends, by itself those of a day', () => {
  const until = { detail: { until: isoTime(at(15)) } }
  expect(dosesBy(23.9, [event('travel-pack', at(7.5), until)])).toEqual(['travel-pack', 'travel-pack', 'missed'])
  expect(dosesBy(23.9, [event('travel-pack', at(7.5))])).toEqual(['travel-pack', 'travel-pack', 'travel-pack'])
})

describe('a robot', () => {
  const robot = { device: 'mqtt:robot' }
  test('with a fault gives no dose until it works again', () => {
    const fault = event('dispenser-fault', at(7), robot)
    expect(dosesBy(8.5, [fault])[0]).toBe('due')
    expect(dosesBy(9.5, [fault])[0]).toBe('robot-fault')
    expect(dosesBy(9.5, [fault, event('dose-offered', at(9.2), robot)])[0]).toBe('late')
  })

  test('that is not heard cannot tell', () => {
    const known = event('dose-offered', at(6), robot)
    const gone = event('device-offline', at(7), robot)
    expect(dosesBy(9.5, [known, gone])[0]).toBe('robot-offline')
    expect(dosesBy(9.5, [known, gone, taken(8.5, 8)])[0]).toBe('taken')
    expect(dosesBy(9.5, [known, gone, event('device-online', at(9), robot)])[0]).toBe('late')
  })
})

test('in a pause nothing is due', () => {
  const paused = planSchema.parse({
    ...plan,
    pauses: [{ from: isoTime(at(6)), until: isoTime(at(11)), reason: 'hospital' }],
  })
  expect(dosesBy(12.5, [], paused)).toEqual(['paused', 'due', 'upcoming'])
})

describe('medicines of one moment', () => {
  const both = planSchema.parse({
    medicines: [
      { id: 'a', name: 'Furosemidi', atc: 'C03CA01', doses: [{ at: '08:00', ...windows }] },
      {
        id: 'b',
        name: 'Ramipriili',
        atc: 'C09AA05',
        doses: [
          { at: '08:00', ...windows },
          { at: '20:00', ...windows },
        ],
      },
    ],
  })

  test('are taken together when the robot names none of them', () => {
    expect(dosesBy(12, [taken(8.5)], both)).toEqual(['taken', 'taken', 'upcoming'])
  })

  test('are taken one by one when it does', () => {
    const one = event('dose-taken', at(8.5), { detail: { medicine: 'ATC C09AA05' } })
    expect(dosesBy(12, [one], both)).toEqual(['missed', 'taken', 'upcoming'])
  })
})

test('days of the week are those of the plan', () => {
  // The first day of the examples is a Monday.
  const weekly = planSchema.parse({
    medicines: [{ id: 'a', name: 'Metotreksaatti', doses: [{ at: '08:00', days: [1, 3], ...windows }] }],
  })
  const statuses = [0, 1, 2].map((day) => dosesBy(12, [], weekly, day))
  expect(statuses).toEqual([['missed'], [], ['missed']])
})

test('a medicine that begins or ends today has only the doses between', () => {
  const some = planSchema.parse({
    medicines: [{ ...plan.medicines[0], from: isoTime(at(10)), until: isoTime(at(20)) }],
  })
  expect(dosesBy(22, [], some)).toEqual(['missed'])
})

describe('over midnight', () => {
  const late = planOf('23:30')

  test('a window goes on into the next day', () => {
    const statuses = [24.4, 24.5, 25.5, 26.5].map((hour) => dosesBy(hour, [], late)[0])
    expect(statuses).toEqual(['due', 'late', 'critical', 'missed'])
    expect(dosesBy(25, [taken(24.75)], late)).toEqual(['taken'])
  })

  test('what is taken after midnight is yesterday’s dose and not tonight’s', () => {
    const { state } = stream(late, [taken(24.75)])
    const doses = dosesAt(late, state, at(20, 1))
    expect(doses.map(({ due, status }) => [isoTime(due), status])).toEqual([
      [isoTime(at(23.5)), 'taken'],
      [isoTime(at(23.5, 1)), 'upcoming'],
      [isoTime(at(23.5, 2)), 'upcoming'],
    ])
  })
})

describe('when the clocks are changed', () => {
  const spring = dayOf(Date.parse('2027-03-28T12:00:00Z'))
  const autumn = dayOf(Date.parse('2026-10-25T12:00:00Z'))
  const dueOn = (day: number, ...times: string[]) => {
    const of = planOf(...times)
    return dosesAt(of, stream(of, []).state, momentOf(day, 12 * 60))
      .filter(({ due }) => dayOf(due) === day)
      .map(({ due }) => isoTime(due))
  }

  test('a dose in the hour that is skipped is an hour later, and there is one', () => {
    expect(dueOn(spring, '03:30', '08:00')).toEqual(['2027-03-28T01:30:00.000Z', '2027-03-28T05:00:00.000Z'])
  })

  test('a dose in the hour that comes twice is in the first, and there is one', () => {
    expect(dueOn(autumn, '03:30', '08:00')).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T06:00:00.000Z'])
  })

  test('windows are as long as ever', () => {
    const of = planOf('02:30')
    for (const day of [spring, autumn]) {
      const [slot] = dosesAt(of, stream(of, []).state, momentOf(day, 12 * 60)).filter(({ due }) => dayOf(due) === day)
      expect([slot && slot.late - slot.due, slot && slot.missed - slot.due]).toEqual([60 * 60_000, 180 * 60_000])
    }
  })
})
