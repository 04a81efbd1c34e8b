import { expect, test } from 'vitest'
import { frameOf } from '../test/captures.ts'
import { parseCurrentTime, parseDateTime } from './gatt/time-values.ts'
import { valueToWrite } from './value-to-write.ts'

const now = Date.UTC(2026, 10, 21, 5, 10, 30)
const surroundings = { now, timeZone: 'Europe/Helsinki' }
const wall = { year: 2026, month: 11, day: 21, hour: 7, minute: 10, second: 30 }

test("a meter's clock is set to the time of the home", () => {
  const written = valueToWrite('current-time', surroundings) ?? new Uint8Array()
  expect(parseCurrentTime(written)).toEqual({ value: { time: wall, dayOfWeek: 6, fractions: 0 } })
  expect(parseDateTime(valueToWrite('date-time', surroundings) ?? new Uint8Array())).toEqual({ value: wall })
})

test('in winter and in summer, on a Sunday too', () => {
  const summer = { now: Date.UTC(2026, 6, 4, 21, 0, 0), timeZone: 'Europe/Helsinki' }
  const written = valueToWrite('current-time', summer) ?? new Uint8Array()
  expect(parseCurrentTime(written)).toMatchObject({ value: { time: { day: 5, hour: 0 }, dayOfWeek: 7 } })
})

test('consent and an unlock key are written where they are known', () => {
  expect(valueToWrite('user-consent', surroundings)).toBeUndefined()
  expect(valueToWrite('user-consent', { ...surroundings, userIndex: 1, consentCode: 9999 })).toEqual(
    frameOf('02010f27'),
  )
  expect(valueToWrite('unlock-key', surroundings)).toBeUndefined()
  expect(valueToWrite('unlock-key', { ...surroundings, unlockKey: new Uint8Array(16).fill(7) })).toEqual(
    frameOf(`01${'07'.repeat(16)}`),
  )
  expect(valueToWrite({ hex: '0101' }, surroundings)).toEqual(frameOf('0101'))
})
