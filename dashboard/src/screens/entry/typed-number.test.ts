import fc from 'fast-check'
import { expect, it } from 'vitest'
import { typedNumber } from './typed-number.ts'

const range = { least: 25, most: 45, step: 0.1 }

it('takes a comma for a point, and spaces for nothing', () => {
  expect(typedNumber('38,5', range)).toEqual({ number: 38.5 })
  expect(typedNumber(' 38.5 ', range)).toEqual({ number: 38.5 })
  expect(typedNumber('38,', range)).toEqual({ number: 38 })
  expect(typedNumber(' ', range)).toBeUndefined()
})

it('knows a slip of the finger', () => {
  expect(typedNumber('385', range)).toEqual({ fault: 'too-high' })
  expect(typedNumber('3,85', range)).toEqual({ fault: 'too-low' })
  for (const text of ['-38', '1e9', '0x26', '38,5,1', 'NaN', 'Infinity', '٣٨', '11111111111111', '38.555']) {
    expect(typedNumber(text, range), text).toEqual({ fault: 'not-a-number' })
  }
})

it('never gives a number outside the range, whatever is typed', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
      const typed = typedNumber(text, range)
      if (typed !== undefined && 'number' in typed) {
        expect(typed.number).toBeGreaterThanOrEqual(25)
        expect(typed.number).toBeLessThanOrEqual(45)
      }
    }),
  )
})
