import { expect, test } from 'vitest'
import type { ReadingKind } from './codes.ts'
import { implausibilityOf, markImplausible } from './plausibility.ts'

const of = (kind: ReadingKind, value: number) => implausibilityOf({ kind, value })

test.each<readonly [ReadingKind, below: number, least: number, most: number, above: number]>([
  ['body-weight', 0.99, 1, 635, 635.1],
  ['body-fat', -0.1, 0.1, 100, 100.1],
  ['oxygen-saturation', -1, 1, 100, 101],
  ['heart-rate', -1, 1, 480, 481],
  ['body-temperature', 13.6, 13.7, 46.5, 46.6],
  ['blood-glucose', -0.1, 0, 147.6, 147.7],
])('%s is possible from end to end, and not beyond', (kind, below, least, most, above) => {
  expect([of(kind, below), of(kind, least), of(kind, most), of(kind, above)]).toEqual([
    'impossible',
    undefined,
    undefined,
    'impossible',
  ])
})

test('bad input 13: a heart rate of 0 or 255 is a sensor that has none; 254 is a heart rate', () => {
  expect([of('heart-rate', 0), of('heart-rate', 255), of('heart-rate', 254)]).toEqual([
    'sensor-fault',
    'sensor-fault',
    undefined,
  ])
})

test('bad input 14: a saturation above 100 is impossible, and 127 is a sensor that has none', () => {
  expect([of('oxygen-saturation', 100), of('oxygen-saturation', 101), of('oxygen-saturation', 127)]).toEqual([
    undefined,
    'impossible',
    'sensor-fault',
  ])
})

test('bad input 16: a diastolic pressure that reaches the systolic is impossible', () => {
  const pressure = (systolic: number, diastolic: number) =>
    implausibilityOf({ kind: 'blood-pressure', components: { systolic, diastolic } })
  expect([pressure(80, 79), pressure(80, 80), pressure(80, 81)]).toEqual([undefined, 'impossible', 'impossible'])
  expect([pressure(370, 360), pressure(371, 360), pressure(0, 0)]).toEqual([undefined, 'impossible', 'sensor-fault'])
})

test('bad input 17: an impossible value is marked, once, and kept as it is', () => {
  const reading = { type: 'reading', kind: 'body-temperature', value: 366, unit: 'Cel', quality: [] } as const
  const marked = markImplausible({ ...reading, quality: [] })
  expect(marked).toEqual({ ...reading, quality: ['out-of-range'] })
  expect(markImplausible(marked)).toBe(marked)
  const possible = { ...reading, value: 36.6, quality: [] }
  expect(markImplausible(possible)).toBe(possible)
})

test('what has no number is not judged', () => {
  expect(implausibilityOf({ kind: 'consciousness', value: 'A' })).toBeUndefined()
})
