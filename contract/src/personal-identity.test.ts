import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inventedPersonalIdentity, readPersonalIdentity } from './personal-identity.ts'

test.each([
  ['131052-308T', '1952-10-13'],
  ['131052Y308T', '1952-10-13'],
  ['131052U308T', '1952-10-13'],
  [' 131052-308t ', '1952-10-13'],
  ['010594Y9032', '1994-05-01'],
  ['020594X903P', '1994-05-02'],
  ['030594W903B', '1994-05-03'],
  ['010516B903X', '2016-05-01'],
  ['020516C903K', '2016-05-02'],
  ['240147-632T', '1947-01-24'],
])('%s is a code of somebody born on %s', (code, born) => {
  expect(readPersonalIdentity(code)).toMatchObject({ born, code: code.trim().toUpperCase() })
})

test.each([
  ['', 'identity-form'],
  ['131052308T', 'identity-form'],
  ['131052G308T', 'identity-form'],
  ['１31052-308T', 'identity-form'],
  ['300252-308T', 'identity-date'],
  ['290251-308T', 'identity-date'],
  ['131052-0012', 'identity-number'],
  ['131052-308U', 'identity-check'],
  ['131053-308T', 'identity-check'],
])('%s is none: %s', (text, fault) => {
  expect(readPersonalIdentity(text)).toBe(fault)
})

test('masked it shows the date of birth and nothing by which somebody could be told from others born on that day', () => {
  expect(readPersonalIdentity('131052-308T')).toMatchObject({ masked: '131052-****' })
})

test('one digit changed, or two neighbours swapped, is found', () => {
  const born = fc.integer({ min: 0, max: 36_500 }).map((day) => new Date(Date.UTC(1900, 0, 1) + day * 86_400_000))
  fc.assert(
    fc.property(
      born,
      fc.integer({ min: 2, max: 999 }),
      fc.integer({ min: 0, max: 9 }),
      fc.nat(8),
      (date, number, digit, place) => {
        const code = inventedPersonalIdentity(date.toISOString().slice(0, 10), number)
        expect(readPersonalIdentity(code)).toMatchObject({ code })
        const at = [0, 1, 2, 3, 4, 5, 7, 8, 9][place] as number
        const changed = code.slice(0, at) + String(digit) + code.slice(at + 1)
        if (changed !== code) expect(typeof readPersonalIdentity(changed)).toBe('string')
      },
    ),
  )
})
