import { expect, test } from 'vitest'
import { type News2Input, type News2Parameter, news2 } from './score.ts'

type Band = readonly [from: number, to: number, points: number]

/** The chart as printed (RCP 2017), each band by its first and last value. */
const PRINTED: readonly {
  name: string
  parameter: News2Parameter
  step: number
  given: News2Input
  bands: readonly Band[]
}[] = [
  {
    name: 'respiration',
    parameter: 'respiratoryRate',
    step: 1,
    given: {},
    bands: [
      [0, 8, 3],
      [9, 11, 1],
      [12, 20, 0],
      [21, 24, 2],
      [25, 999, 3],
    ],
  },
  {
    name: 'SpO2 scale 1',
    parameter: 'spo2',
    step: 1,
    given: {},
    bands: [
      [0, 91, 3],
      [92, 93, 2],
      [94, 95, 1],
      [96, 100, 0],
    ],
  },
  {
    name: 'SpO2 scale 1 on oxygen',
    parameter: 'spo2',
    step: 1,
    given: { spo2Scale: 1, supplementalOxygen: true },
    bands: [
      [0, 91, 3],
      [92, 93, 2],
      [94, 95, 1],
      [96, 100, 0],
    ],
  },
  {
    name: 'SpO2 scale 2 on air',
    parameter: 'spo2',
    step: 1,
    given: { spo2Scale: 2, supplementalOxygen: false },
    bands: [
      [0, 83, 3],
      [84, 85, 2],
      [86, 87, 1],
      [88, 100, 0],
    ],
  },
  {
    name: 'SpO2 scale 2 on oxygen',
    parameter: 'spo2',
    step: 1,
    given: { spo2Scale: 2, supplementalOxygen: true },
    bands: [
      [0, 83, 3],
      [84, 85, 2],
      [86, 87, 1],
      [88, 92, 0],
      [93, 94, 1],
      [95, 96, 2],
      [97, 100, 3],
    ],
  },
  {
    name: 'SpO2 scale 2, oxygen not known',
    parameter: 'spo2',
    step: 1,
    given: { spo2Scale: 2 },
    bands: [
      [0, 83, 3],
      [84, 85, 2],
      [86, 87, 1],
      [88, 92, 0],
    ],
  },
  {
    name: 'systolic',
    parameter: 'systolic',
    step: 1,
    given: {},
    bands: [
      [0, 90, 3],
      [91, 100, 2],
      [101, 110, 1],
      [111, 219, 0],
      [220, 999, 3],
    ],
  },
  {
    name: 'pulse',
    parameter: 'pulse',
    step: 1,
    given: {},
    bands: [
      [0, 40, 3],
      [41, 50, 1],
      [51, 90, 0],
      [91, 110, 1],
      [111, 130, 2],
      [131, 999, 3],
    ],
  },
  {
    name: 'temperature',
    parameter: 'temperature',
    step: 10,
    given: {},
    bands: [
      [200, 350, 3],
      [351, 360, 1],
      [361, 380, 0],
      [381, 390, 1],
      [391, 450, 2],
    ],
  },
]

test.each(PRINTED)('$name is scored as the chart prints it at every value', ({ parameter, step, given, bands }) => {
  let seen = 0
  for (const [from, to, points] of bands) {
    for (let value = from; value <= to; value++) {
      expect(news2({ ...given, [parameter]: value / step }).parts[parameter], `at ${value / step}`).toBe(points)
      seen++
    }
  }
  expect(seen).toBeGreaterThan(90)
})

test('consciousness gives 3 for anything but alert, and oxygen gives 2', () => {
  const points = (['A', 'C', 'V', 'P', 'U'] as const).map((consciousness) => news2({ consciousness }).score)
  expect(points).toEqual([0, 3, 3, 3, 3])
  expect(news2({ supplementalOxygen: true }).score).toBe(2)
  expect(news2({ supplementalOxygen: false }).parts).toEqual({ supplementalOxygen: 0 })
})
