import { expect, test } from 'vitest'
import { howManyFit } from './how-many-fit.ts'

const WAYS = [100, 80, 90, 120]

test('all stand side by side where they just fit, and none needs the button', () => {
  expect(howManyFit(WAYS, 414, 8, 86)).toBe(4)
})

test('one pixel less sends the last behind the button, for which there has to be room too', () => {
  expect(howManyFit(WAYS, 413, 8, 86)).toBe(3)
  expect(howManyFit(WAYS, 380, 8, 86)).toBe(3)
  expect(howManyFit(WAYS, 379, 8, 86)).toBe(2)
})

test('the first is never hidden, however narrow it is', () => {
  expect(howManyFit(WAYS, 0, 8, 86)).toBe(1)
})

test('what is rarely used stays behind the button on the widest screen', () => {
  expect(howManyFit(WAYS, 2000, 8, 86, 2)).toBe(2)
})

test('no ways need no room', () => {
  expect(howManyFit([], 500, 8, 86)).toBe(0)
})
