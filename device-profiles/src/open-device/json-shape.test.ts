import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shapeFault } from './json-shape.ts'

test('eight levels are enough, nine are too deep', () => {
  expect(shapeFault(`${'['.repeat(8)}${']'.repeat(8)}`)).toBeUndefined()
  expect(shapeFault(`${'['.repeat(9)}${']'.repeat(9)}`)).toBe('too-deep')
  expect(shapeFault('{"a":'.repeat(9))).toBe('too-deep')
  expect(shapeFault('['.repeat(65_536))).toBe('too-deep')
})

test('levels that were left do not count', () => {
  expect(shapeFault(`[${Array.from({ length: 50 }, () => '{"a":[1]}').join(',')}]`)).toBeUndefined()
})

test('a key twice in one object is found, also escaped, and not in different objects or as a value', () => {
  expect(shapeFault('{"a":1,"a":2}')).toBe('duplicate-key')
  expect(shapeFault('{"a":1,"b":{"c":1,"c":2}}')).toBe('duplicate-key')
  expect(shapeFault('{"a":1,"\\u0061":2}')).toBe('duplicate-key')
  expect(shapeFault('{"a":{"a":1},"b":{"a":2}}')).toBeUndefined()
  expect(shapeFault('{"a":"b","b":"a","c":["a","a"]}')).toBeUndefined()
})

test('brackets, colons and quotes inside strings are text', () => {
  expect(shapeFault('{"a":"[[[[[[[[[[{{{{{{","b":"\\"}:\\\\"}')).toBeUndefined()
})

test('whatever JSON.stringify writes, up to eight levels, has no fault', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      expect(shapeFault(text)).toBeUndefined()
    }),
  )
})

test('any text at all gives an answer', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', 'u', '\n') }),
      (text) => {
        expect([undefined, 'too-deep', 'duplicate-key']).toContain(shapeFault(text))
      },
    ),
  )
})
