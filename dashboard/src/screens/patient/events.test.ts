import { storedEventSchema } from '@kotisilta/contract'
import { describe, expect, it } from 'vitest'
import { dosesOf } from './doses.ts'
import { unwornSpans } from './unworn.ts'

const START = Date.UTC(2026, 10, 21)
const hour = 3_600_000
const event = (hours: number, kind: string, detail?: object) =>
  storedEventSchema.parse({
    id: `${hours} ${kind}`,
    device: 'mqtt:robot-0042',
    kind,
    at: new Date(START + hours * hour).toISOString(),
    detail,
  })
const range = { from: START, to: START + 24 * hour }

describe('doses', () => {
  it('are taken, late, missed or withdrawn; what only led to them is left out', () => {
    const events = [
      event(1, 'dose-due'),
      event(2, 'dose-taken'),
      event(3, 'dose-taken', { late: true }),
      event(4, 'dose-missed'),
      event(5, 'dose-withdrawn'),
      event(6, 'motion'),
    ]
    expect(dosesOf(events, range).map(({ fate }) => fate)).toEqual(['taken', 'late', 'missed', 'withdrawn'])
  })

  it('of another time than is shown are left out, though they are still at hand while a shorter time is fetched', () => {
    const events = [-1, 0, 24, 25].map((hours) => event(hours, 'dose-taken'))
    expect(dosesOf(events, range).map(({ at }) => Date.parse(at))).toEqual([range.from, range.to])
  })
})

describe('the time without a wristband', () => {
  it('is from taking it off to putting it on, or to the end of what is shown', () => {
    const spans = unwornSpans([event(2, 'not-worn'), event(4, 'worn'), event(20, 'not-worn')], range)
    expect(spans).toEqual([
      { from: START + 2 * hour, to: START + 4 * hour },
      { from: START + 20 * hour, to: range.to },
    ])
  })

  it('began before what is shown if the first word is that it was put on', () => {
    expect(unwornSpans([event(3, 'worn'), event(5, 'motion')], range)).toEqual([{ from: START, to: START + 3 * hour }])
  })

  it('is none where nothing is said', () => {
    expect(unwornSpans([event(5, 'motion')], range)).toEqual([])
  })
})
