import { expect, it } from 'vitest'
import { lockAfter } from './idle.ts'

const after = { tablet: 180_000, desk: 900_000 }

it.each([
  ['tablet', false, 180_000],
  ['desk', true, 900_000],
  ['board', true, undefined],
  [null, true, 180_000],
  [null, false, 900_000],
] as const)('a screen that is said to be %s (touch: %s) locks itself after %s ms', (kind, touch, expected) => {
  expect(lockAfter({ kind, lockAfter: after }, touch)).toBe(expected)
})
