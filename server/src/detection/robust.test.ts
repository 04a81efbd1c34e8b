import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spreadOf } from './robust.ts'

test('the middle is the middle one, or the mean of the two in the middle', () => {
  expect([[3, 1, 2], [4, 1, 3, 2], [7]].map((values) => spreadOf(values).middle)).toEqual([2, 2.5, 7])
  expect(spreadOf([]).middle).toBeNaN()
})

test('a spread is that of the many, wherever the few are', () => {
  expect(spreadOf([70, 71, 72, 73, 74])).toEqual({ middle: 72, sigma: 1.4826 })
  expect(spreadOf([70, 71, 72, 73, 740])).toEqual({ middle: 72, sigma: 1.4826 })
  expect(spreadOf([72, 72, 72, 72, 90])).toEqual({ middle: 72, sigma: 0 })
})

test('it is what sorting twice would give, of however many, and of the first of them where only so many count', () => {
  const middleOf = (values: number[]): number => {
    const sorted = values.toSorted((a, b) => a - b)
    const half = sorted.length >> 1
    const upper = sorted[half] ?? Number.NaN
    return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
  }
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 300 }), fc.nat(20), (values, more) => {
      const middle = middleOf(values)
      const expected = { middle, sigma: 1.4826 * middleOf(values.map((value) => Math.abs(value - middle))) }
      expect(spreadOf(values)).toEqual(expected)
      expect(spreadOf([...values, ...Array<number>(more).fill(999)], values.length)).toEqual(expected)
    }),
  )
})
