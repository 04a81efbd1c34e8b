import { LANGUAGES, READING_KIND_NAMES } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { number, range } from './numbers.ts'
import { list } from './phrases.ts'
import { measured, signName } from './signs.ts'

test('decimals are written with a comma in Finnish and Swedish, and not more of them than there are', () => {
  expect(LANGUAGES.map((language) => number(language, 1.5))).toEqual(['1,5', '1,5', '1.5'])
  expect(number('fi', 74.4 - 72.3)).toBe('2,1')
  expect([72, 72.35, 72.355, 1000.5].map((value) => number('en', value))).toEqual(['72', '72.35', '72.36', '1000.5'])
})

test('a range of one number is that number', () => {
  expect([range(5, 7), range(5, 5)]).toEqual(['5–7', '5'])
})

test('a list reads as one says it', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((parts) => list('fi', parts))).toEqual([
    '',
    'a',
    'a ja b',
    'a, b ja c',
  ])
})

test('units are written as each language writes them', () => {
  expect(LANGUAGES.map((language) => measured(language, 'oxygen-saturation', 93))).toEqual(['93 %', '93 %', '93%'])
  expect(LANGUAGES.map((language) => measured(language, 'blood-glucose', 3.9))).toEqual([
    '3,9 mmol/l',
    '3,9 mmol/l',
    '3.9 mmol/L',
  ])
})

test('every kind has a name of its own in every language', () => {
  for (const language of LANGUAGES) {
    const names = new Set(READING_KIND_NAMES.map((kind) => signName(language, kind)))
    expect(names.size).toBe(READING_KIND_NAMES.length)
    expect(names.has('')).toBe(false)
  }
})
