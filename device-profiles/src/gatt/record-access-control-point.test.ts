import { expect, test } from 'vitest'
import { frameOf } from '../../test/captures.ts'
import { parseRecordAccessAnswer } from './record-access-control-point.ts'

const parse = (hex: string) => parseRecordAccessAnswer(frameOf(hex))

test('a count is read in as many bytes as the device gives it', () => {
  const counts = [
    ['050001', 1],
    ['0500e803', 1000],
    ['0500e8030000', 1000],
    ['0500ffff', 65535],
  ] as const
  for (const [hex, records] of counts) expect(parse(hex)).toEqual({ value: { op: 'count', records } })
})

test('an answer says which request it is about, and how it went', () => {
  const outcomes = [
    'failed',
    'success',
    'not-supported',
    'failed',
    'not-supported',
    'failed',
    'no-records',
    'failed',
    'failed',
    'not-supported',
  ]
  expect(outcomes.length).toBe(10)
  for (const [response, outcome] of outcomes.entries()) {
    expect(parse(`0600010${response}`)).toEqual({ value: { op: 'response', request: 1, outcome } })
  }
})

test('requests, other operators, and frames that are short or long are refused', () => {
  const refused = [
    '0101',
    '010101',
    '0103010200',
    '0300',
    '060101',
    '06010101',
    '0600',
    '060001',
    '0600010100',
    '0500',
    '05000100000000',
    '',
  ]
  expect(refused.length).toBe(12)
  for (const hex of refused) expect(parse(hex), hex).toHaveProperty('error.code')
})
