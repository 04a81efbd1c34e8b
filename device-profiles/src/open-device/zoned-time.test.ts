import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoFromZonedText } from './zoned-time.ts'

test('a time with a zone becomes UTC with milliseconds', () => {
  const cases = [
    ['2026-11-21T08:03:12+02:00', '2026-11-21T06:03:12.000Z'],
    ['2026-11-21T08:03+02:00', '2026-11-21T06:03:00.000Z'],
    ['2026-11-21T06:03:12Z', '2026-11-21T06:03:12.000Z'],
    ['2026-11-21T06:03:12.5Z', '2026-11-21T06:03:12.500Z'],
    ['2026-11-21T06:03:12.123999999Z', '2026-11-21T06:03:12.123Z'],
    ['2026-01-01T00:30:00+14:00', '2025-12-31T10:30:00.000Z'],
    ['2026-12-31T23:30:00-03:30', '2027-01-01T03:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ] as const
  expect(cases.length).toBe(8)
  for (const [text, iso] of cases) expect(isoFromZonedText(text), text).toBe(iso)
})

test('what is not one moment is none', () => {
  const texts = [
    '2026-11-21T08:03:12',
    '2026-11-21',
    '08:03',
    '',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00+19:00',
    '2026-01-01T00:00:00+02',
    '2026-01-01T00:00:00+0200',
    '2026-01-01 00:00:00Z',
    ' 2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00z',
    '1795240800000',
    'yesterday',
    '٢٠٢٦-01-01T00:00:00Z',
  ]
  expect(texts.length).toBe(21)
  for (const text of texts) expect(isoFromZonedText(text), text).toBeUndefined()
})

test('every moment goes there and back', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
      expect(isoFromZonedText(date.toISOString())).toBe(date.toISOString())
    }),
  )
})
