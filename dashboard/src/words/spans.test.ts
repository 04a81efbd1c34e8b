import { expect, it } from 'vitest'
import { spanParts } from './spans.ts'

const minute = 60_000
const hour = 60 * minute

it('counts seconds for ten minutes, minutes for a day, then hours', () => {
  expect(spanParts(0)).toEqual({ form: 'clock', minutes: 0, seconds: '00' })
  expect(spanParts(38_999)).toEqual({ form: 'clock', minutes: 0, seconds: '38' })
  expect(spanParts(10 * minute - 1)).toEqual({ form: 'clock', minutes: 9, seconds: '59' })
  expect(spanParts(10 * minute)).toEqual({ form: 'minutes', minutes: 10 })
  expect(spanParts(hour - 1)).toEqual({ form: 'minutes', minutes: 59 })
  expect(spanParts(hour + 5 * minute)).toEqual({ form: 'hours', hours: 1, minutes: 5 })
  expect(spanParts(24 * hour - 1)).toEqual({ form: 'hours', hours: 23, minutes: 59 })
  expect(spanParts(51 * hour)).toEqual({ form: 'days', days: 2, hours: 3 })
})

it('never counts below nothing', () => {
  expect(spanParts(-5_000)).toEqual({ form: 'clock', minutes: 0, seconds: '00' })
})
