import { parseCurrentTime, parseDateTime } from '@kotisilta/device-profiles'
import { expect, test } from 'vitest'
import { stepsOf } from './profile-steps.ts'
import type { RadioStep } from './radio.ts'

const CLOCK = { do: 'write', service: '1805', characteristic: '2a2b', value: 'current-time' } as const
const OWN_CLOCK = { do: 'write', service: '1810', characteristic: '2a08', value: 'date-time' } as const
const known = () => true
const bytesOf = (step: RadioStep | undefined) => (step?.do === 'write' ? step.bytes() : undefined)

test('a clock is set to the home’s time of the moment of writing', () => {
  let now = Date.parse('2026-11-21T05:10:05.000Z')
  const [step, own] = stepsOf([CLOCK, OWN_CLOCK], () => ({ now, timeZone: 'Europe/Helsinki' }), known)
  now += 4_000
  const time = { year: 2026, month: 11, day: 21, hour: 7, minute: 10, second: 9 }
  expect(parseCurrentTime(bytesOf(step) ?? new Uint8Array())).toMatchObject({ value: { time, dayOfWeek: 6 } })
  expect(parseDateTime(bytesOf(own) ?? new Uint8Array())).toEqual({ value: time })
})

test('a gateway that does not know the time sets no clock, and does the other steps', () => {
  const fixed = { do: 'write', service: '1805', characteristic: '2a2b', value: { hex: '0102' } } as const
  const bond = { do: 'bond', needed: true } as const
  const steps = stepsOf(
    [CLOCK, OWN_CLOCK, fixed, bond],
    () => ({ now: 5_000, timeZone: 'Europe/Helsinki' }),
    () => false,
  )
  expect(steps.map(bytesOf)).toEqual([undefined, undefined, Uint8Array.of(1, 2), undefined])
  expect(steps[3]).toEqual(bond)
})

test('what needs a secret that was not configured cannot be written', () => {
  const unlock = { do: 'write', service: '1810', characteristic: '2a08', value: 'unlock-key', needed: true } as const
  const around = { now: 5_000, timeZone: 'Europe/Helsinki' }
  expect(bytesOf(stepsOf([unlock], () => around, known)[0])).toBeUndefined()
  expect(bytesOf(stepsOf([unlock], () => ({ ...around, unlockKey: Uint8Array.of(7) }), known)[0])).toEqual(
    Uint8Array.of(1, 7),
  )
})
