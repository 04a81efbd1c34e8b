import { COMMAND_STATUSES } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answered, GRACE, isOver, LONGEST_AT_IT, type Standing } from './lifecycle.ts'

const sent: Standing = { status: 'sent', endedAt: null }

test('an answer ends a command, and "accepted" only says that it is being done', () => {
  expect(answered(sent, { status: 'done' }, 5)).toEqual({ status: 'done', endedAt: 5 })
  expect(answered(sent, { status: 'accepted' }, 5)).toEqual({ status: 'accepted', endedAt: null })
  expect(answered({ status: 'waiting', endedAt: null }, { status: 'cannot' }, 5)).toEqual({
    status: 'cannot',
    endedAt: 5,
  })
})

test('an answer that comes after nobody was thought to answer any more still holds, and "accepted" does not', () => {
  const expired: Standing = { status: 'expired', endedAt: 3 }
  expect(answered(expired, { status: 'done' }, 5)).toEqual({ status: 'done', endedAt: 5 })
  expect(answered(expired, { status: 'accepted' }, 5)).toBeUndefined()
})

test('whatever comes in whatever order, the first word that is not "accepted" is the last', () => {
  const words = fc.array(fc.constantFrom(...COMMAND_STATUSES), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(words, (statuses) => {
      let standing = sent
      statuses.forEach((status, index) => {
        standing = answered(standing, { status }, index) ?? standing
      })
      const first = statuses.findIndex((status) => status !== 'accepted')
      expect(standing).toEqual(
        first === -1 ? { status: 'accepted', endedAt: null } : { status: statuses[first], endedAt: first },
      )
    }),
  )
})

test('nobody answers any more ten seconds after its time, or an hour after it where it was begun', () => {
  const waiting = { ...sent, expiresAt: 1_000 }
  expect(isOver(waiting, 1_000 + GRACE)).toBe(false)
  expect(isOver(waiting, 1_001 + GRACE)).toBe(true)
  const begun = { status: 'accepted', endedAt: null, expiresAt: 1_000 } as const
  expect(isOver(begun, 1_000 + LONGEST_AT_IT)).toBe(false)
  expect(isOver(begun, 1_001 + LONGEST_AT_IT)).toBe(true)
  expect(isOver({ status: 'done', endedAt: 5, expiresAt: 0 }, 1e12)).toBe(false)
})
