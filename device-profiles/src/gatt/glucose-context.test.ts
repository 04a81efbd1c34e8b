import { expect, test } from 'vitest'
import { frameOf } from '../../test/captures.ts'
import { parseGlucoseContext } from './glucose-context.ts'
import { parseUserControlAnswer, parseUserIndex, userConsent } from './user-data.ts'

test('a context belongs to the record of its number and says when the meal was', () => {
  expect(parseGlucoseContext(frameOf('02070003'))).toEqual({ value: { sequenceNumber: 7, meal: 'fasting' } })
  expect(parseGlucoseContext(frameOf('02070000'))).toEqual({ value: { sequenceNumber: 7 } })
  expect(parseGlucoseContext(frameOf('40070041f0'))).toEqual({ value: { sequenceNumber: 7, hba1c: 6.5 } })
  expect(parseGlucoseContext(frameOf('400700ff07'))).toEqual({ value: { sequenceNumber: 7, hba1c: 'not-a-number' } })
})

test('bad input 6: user 255 is nobody', () => {
  expect(parseUserIndex(frameOf('03'))).toEqual({ value: { userIndex: 3 } })
  expect(parseUserIndex(frameOf('ff'))).toEqual({ value: {} })
})

test('consent is asked for with the code of a user and answered with a code', () => {
  expect(userConsent(3, 1234)).toEqual(frameOf('0203d204'))
  expect(parseUserControlAnswer(frameOf('200201'))).toEqual({ value: { request: 2, outcome: 'success' } })
  expect(parseUserControlAnswer(frameOf('200205'))).toEqual({ value: { request: 2, outcome: 'not-authorised' } })
  expect(parseUserControlAnswer(frameOf('2002ff'))).toEqual({ value: { request: 2, outcome: 'failed' } })
})
