import { LIFE_STATUSES } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { isInService, statusAfter } from './life-machine.ts'

test.each([
  ['active', 'hospital', 'hospital'],
  ['hospital', 'return', 'active'],
  ['active', 'died', 'dead'],
  ['hospital', 'died', 'dead'],
  ['left', 'died', 'dead'],
  ['active', 'left', 'left'],
  ['left', 'admit', 'active'],
] as const)('from %s, %s leads to %s', (status, step, after) => {
  expect(statusAfter(status, step)).toBe(after)
})

test('nothing but taking it back leads out of death, and nobody comes back from a hospital where they were not', () => {
  for (const step of ['admit', 'hospital', 'return', 'died', 'left'] as const) {
    expect(statusAfter('dead', step)).toBeUndefined()
  }
  expect(statusAfter('active', 'return')).toBeUndefined()
  expect(statusAfter('left', 'hospital')).toBeUndefined()
})

test('in service are those at home and in hospital', () => {
  expect(LIFE_STATUSES.filter(isInService)).toEqual(['active', 'hospital'])
})
