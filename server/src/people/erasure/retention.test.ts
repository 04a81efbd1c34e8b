import { expect, test } from 'vitest'
import { keptUntil } from './retention.ts'

const at = (text: string) => Date.parse(`${text}T00:00:00.000Z`)

test.each([
  ['dead', '2026-11-26', 1940, '2038-11-26'],
  ['left', '2026-11-26', 1940, '2060-12-31'],
  ['left', '2026-11-26', 1900, '2036-11-26'],
  ['left', '2026-11-26', null, '2146-11-26'],
] as const)('somebody %s since %s, born %s, is kept until %s', (status, since, birthYear, until) => {
  expect(keptUntil({ status, since: at(since), birthYear })).toBe(at(until))
})

test.each(['active', 'hospital'] as const)('somebody %s is kept as long as they are a client', (status) => {
  expect(keptUntil({ status, since: at('1990-01-01'), birthYear: 1900 })).toBeNull()
})
