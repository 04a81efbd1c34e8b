import { type StoredReading, storedReadingSchema } from '@kotisilta/contract'
import { describe, expect, it } from 'vitest'
import { chartSeries, kindsIn } from './chart-series.ts'

const START = Date.UTC(2026, 10, 21)
let n = 0
const reading = (hours: number, kind: string, measured: object): StoredReading =>
  storedReadingSchema.parse({
    id: `01JD7Z4QK2W3E5R6T7Y8V9${String(++n).padStart(4, '0')}`,
    device: 'ble:c80f10a1b2c3',
    kind,
    at: new Date(START + hours * 3_600_000).toISOString(),
    clock: 'device',
    quality: [],
    ...measured,
  })
const pulse = (hours: number, value: number) => reading(hours, 'heart-rate', { value, unit: '/min' })
const seconds = (hours: number) => START / 1_000 + hours * 3_600

describe('the series of a chart', () => {
  it('is in order of time, in seconds, of one kind only', () => {
    const series = chartSeries(
      [pulse(2, 80), reading(1, 'body-weight', { value: 72, unit: 'kg' }), pulse(1, 70)],
      'heart-rate',
    )
    expect(series).toEqual({ times: [seconds(1), seconds(2)], lines: [[70, 80]] })
  })

  it('has two lines for a blood pressure', () => {
    const components = { systolic: 131, diastolic: 78 }
    const series = chartSeries([reading(1, 'blood-pressure', { components, unit: 'mm[Hg]' })], 'blood-pressure')
    expect(series.lines).toEqual([[131], [78]])
  })

  it('draws the levels of consciousness as steps', () => {
    const levels = [reading(1, 'consciousness', { value: 'A' }), reading(2, 'consciousness', { value: 'U' })]
    expect(chartSeries(levels, 'consciousness').lines).toEqual([[0, 4]])
  })

  it('breaks where nothing was measured for long, and not between readings that are far apart as a rule', () => {
    const often = chartSeries([pulse(0, 70), pulse(0.5, 71), pulse(1, 72), pulse(4.01, 90)], 'heart-rate')
    expect(often.lines).toEqual([[70, 71, 72, null, 90]])
    expect(often.times[3]).toBeCloseTo(seconds(2.505), 3)
    expect(chartSeries([pulse(0, 70), pulse(0.5, 71), pulse(1, 72), pulse(4, 90)], 'heart-rate').lines[0]).toHaveLength(
      4,
    )
    const daily = chartSeries([pulse(0, 70), pulse(24, 71), pulse(48, 72), pulse(120, 73)], 'heart-rate')
    expect(daily.lines).toEqual([[70, 71, 72, 73]])
  })

  it('is empty without readings', () => {
    expect(chartSeries([], 'heart-rate')).toEqual({ times: [], lines: [[]] })
  })
})

it('names the kinds that there are, in the order asked for', () => {
  const readings = [pulse(0, 70), reading(1, 'body-weight', { value: 72, unit: 'kg' })]
  expect(kindsIn(readings, ['body-weight', 'steps', 'heart-rate'])).toEqual(['body-weight', 'heart-rate'])
})
