import { expect, test } from 'vitest'
import { localOf, momentOf } from './local-time.ts'

test.each([
  ['2026-11-26T12:00', '2026-11-26T10:00:00.000Z', 'in winter'],
  ['2026-07-01T12:00', '2026-07-01T09:00:00.000Z', 'in summer'],
  ['2026-10-25T03:30', '2026-10-25T00:30:00.000Z', 'in the hour that comes twice, the first'],
  ['2026-03-29T03:30', '2026-03-29T01:30:00.000Z', 'in the hour that is skipped'],
])('%s on the wall is %s, %s', (local, iso) => {
  expect(new Date(momentOf(local) ?? 0).toISOString()).toBe(iso)
})

test('a field shows the wall’s time, and an empty one is no moment', () => {
  expect(localOf(Date.parse('2026-11-26T10:00:00.000Z'))).toBe('2026-11-26T12:00')
  expect(momentOf('')).toBeUndefined()
})
