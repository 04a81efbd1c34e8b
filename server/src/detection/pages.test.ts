import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysOf, FIRST_DAY, pulse, saturation, steps, warmth } from './example-days.ts'
import { reading } from './example-items.ts'
import { readCell, written } from './hour-cells.ts'
import { momentOf } from './local-time.ts'
import { closed, meanOfHour, noted, type OpenPage, openHour, openPage } from './pages.ts'
import { timeOf } from './time.ts'

const DAWN = momentOf(FIRST_DAY, 0)
const pageOf = (readings: ReturnType<typeof daysOf>): OpenPage =>
  readings.reduce((page, each) => noted(page, each, timeOf(each.at)), openPage('', DAWN))

describe('hours in characters', () => {
  const scale = { low: 38, step: 1 }

  test('give back their means to half a step, within the scale', () => {
    const mean = fc.double({ min: 38, max: 128, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.option(mean), { minLength: 24, maxLength: 24 }), (means) => {
        const text = written(
          means.flatMap((each) => (each === null ? [0, 0] : [2, 2 * each])),
          scale,
        )
        expect(JSON.stringify(text)).toHaveLength(26)
        for (const [hour, each] of means.entries()) {
          const read = readCell(text, hour, scale)
          if (each === null) expect(read).toBeUndefined()
          else expect(Math.abs((read as number) - each)).toBeLessThanOrEqual(0.5)
        }
      }),
    )
  })

  test('of more or less than the scale are its ends', () => {
    const text = written([1, 5, 1, 300], scale)
    expect([readCell(text, 0, scale), readCell(text, 1, scale), readCell(text, 2, scale)]).toEqual([38, 128, undefined])
  })
})

test('a page knows what a day comes to', () => {
  const page = pageOf(daysOf([pulse(), steps(), warmth(), saturation(() => 95)], 0, 1))
  expect(openHour(page, 'pulse', 13).count).toBe(2)
  expect(page.steps?.[0]).toBe(24)
  expect(page.warm?.[0]).toBe(2)
  expect(page.o2).toEqual([6, 570, 54150])
  const { start: _start, end: _end, of: _of, pulse: _hours, ...others } = page
  expect(closed(page)).toEqual({ ...others, pulse: expect.any(String) })
  expect(meanOfHour(closed(page), 'pulse', 13)).toBeCloseTo(openHour(page, 'pulse', 13).mean, 0)
  expect(meanOfHour(closed(page), 'breath', 13)).toBeUndefined()
})

test('the first two pressures of the morning and of the evening are written down', () => {
  const pressure = (hour: number, systolic: number) =>
    reading('blood-pressure', { systolic, diastolic: 80 }, momentOf(FIRST_DAY, hour * 60))
  const page = pageOf([pressure(7, 131), pressure(7.1, 132), pressure(8, 150), pressure(19, 141), pressure(23, 142)])
  expect([page.am, page.pm]).toEqual([
    [131, 80, 132, 80],
    [141, 80, 142, 80],
  ])
})
