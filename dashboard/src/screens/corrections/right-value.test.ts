import type { ReadingKind, StoredReading } from '@kotisilta/contract'
import { expect, it } from 'vitest'
import { readRight } from './right-value.ts'

const of = (kind: ReadingKind): StoredReading => ({
  id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
  device: 'ble:01',
  kind,
  at: '2026-11-26T08:00:00.000Z',
  clock: 'device',
  quality: [],
})

it('reads one number, a pressure of two, or a letter', () => {
  expect(readRight(of('body-weight'), ['72,4'])).toEqual({ value: 72.4 })
  expect(readRight(of('blood-pressure'), ['131', '78'])).toEqual({ components: { systolic: 131, diastolic: 78 } })
  expect(readRight(of('consciousness'), ['C'])).toEqual({ value: 'C' })
})

it('is nothing when that is not whole, or cannot have been measured', () => {
  expect(readRight(of('body-weight'), [''])).toBeUndefined()
  expect(readRight(of('body-weight'), ['7240'])).toBeUndefined()
  expect(readRight(of('blood-pressure'), ['131', ''])).toBeUndefined()
  expect(readRight(of('blood-pressure'), ['78', '131'])).toBeUndefined()
  expect(readRight(of('consciousness'), ['X'])).toBeUndefined()
})
