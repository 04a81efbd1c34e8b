import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeOf } from './time.ts'

test('a moment is read as Date.parse reads it', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (date) => {
      expect(timeOf(date.toISOString())).toBe(date.getTime())
    }),
  )
})
