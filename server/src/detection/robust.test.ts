import { expect, test } from 'vitest'
import { median, spreadOf } from './robust.ts'

test('the median is the middle one, or the mean of the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])]).toEqual([2, 2.5, 7])
  expect(median([])).toBeNaN()
})

test('a spread is that of the many, wherever the few are', () => {
  expect(spreadOf([70, 71, 72, 73, 74])).toEqual({ middle: 72, sigma: 1.4826 })
  expect(spreadOf([70, 71, 72, 73, 740])).toEqual({ middle: 72, sigma: 1.4826 })
  expect(spreadOf([72, 72, 72, 72, 90])).toEqual({ middle: 72, sigma: 0 })
})
