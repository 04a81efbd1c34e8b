import { expect, test } from 'vitest'
import { median, percentile } from './percentile.ts'

test('a percentile is a value that occurred, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentile(hundred, 0.5)).toBe(50)
  expect(percentile(hundred, 0.99)).toBe(99)
  expect(percentile(hundred, 1)).toBe(100)
  expect(percentile([7], 0.01)).toBe(7)
  expect(percentile([], 0.5)).toBeUndefined()
})

test('a median leaves out what was not measured', () => {
  expect(median([3, undefined, 1, 2])).toBe(2)
  expect(median([undefined])).toBeUndefined()
})
