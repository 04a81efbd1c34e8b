import { ENTRY_KINDS, PROBLEMS } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { needOf } from './need.ts'

const nothing = { problems: [], kinds: [], isNewcomer: false }

test('somebody without an alert, without work and not new is green, and nobody else is', () => {
  expect(needOf(nothing)).toBe('green')
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...PROBLEMS), { maxLength: 3 }),
      fc.array(fc.constantFrom(...ENTRY_KINDS), { maxLength: 3 }),
      fc.boolean(),
      (problems, kinds, isNewcomer) => {
        const isGreen = problems.length === 0 && kinds.length === 0 && !isNewcomer
        expect(needOf({ problems, kinds, isNewcomer }) === 'green').toBe(isGreen)
      },
    ),
  )
})

test('one who is worse is worse whatever else there is, and one who is not heard is missing', () => {
  expect(needOf({ problems: ['silence', 'fluid'], kinds: ['measure-again'], isNewcomer: true })).toBe('worse')
  expect(needOf({ ...nothing, problems: ['silence'], isNewcomer: true })).toBe('missing')
  expect(needOf({ ...nothing, problems: ['device'] })).toBe('missing')
  expect(needOf({ ...nothing, kinds: ['measure-again'] })).toBe('missing')
})

test('a promise, word from elsewhere or a plan to be looked through is something new, and no worse', () => {
  for (const kind of ['call-back', 'trigger', 'plan-review', 'person-uncertain'] as const) {
    expect(needOf({ ...nothing, kinds: [kind] })).toBe('new')
  }
  expect(needOf({ ...nothing, problems: ['promise'] })).toBe('new')
  expect(needOf({ ...nothing, problems: ['test'] })).toBe('new')
  expect(needOf({ ...nothing, isNewcomer: true })).toBe('new')
})
