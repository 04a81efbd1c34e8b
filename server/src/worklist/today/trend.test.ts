import { expect, test } from 'vitest'
import { FEWEST, trendOf } from './trend.ts'

const earlier = [70, 71, 72, 73, 74, 75]

test('the arrow points up above the 80th centile of the own values, down below the 20th, and at neither else', () => {
  expect([74.1, 74, 72, 71, 70.9].map((value) => trendOf(value, earlier))).toEqual([
    'up',
    'steady',
    'steady',
    'steady',
    'down',
  ])
})

test('the same value all along is steady, and the order of the earlier ones does not matter', () => {
  expect(trendOf(70, [70, 70, 70, 70, 70])).toBe('steady')
  expect(trendOf(74.1, [...earlier].reverse())).toBe('up')
})

test('with fewer than five earlier values nothing is said', () => {
  expect(trendOf(90, earlier.slice(0, FEWEST - 1))).toBe(null)
  expect(trendOf(90, earlier.slice(0, FEWEST))).toBe('up')
})
