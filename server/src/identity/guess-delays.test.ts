import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BY_ACCOUNT, GuessDelays } from './guess-delays.ts'

const limit = { free: 3, first: 1_000, longest: 60_000 }

test('the first few wrong guesses cost nothing, then the wait doubles up to its longest', () => {
  const delays = new GuessDelays(limit)
  let now = 0
  const waits: number[] = []
  for (let guess = 0; guess < 11; guess++) {
    now += delays.wait('aino', now)
    delays.wrong('aino', now)
    waits.push(delays.wait('aino', now))
  }
  expect(waits).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
})

test('the right answer ends it, and nobody waits for the guesses at another name', () => {
  const delays = new GuessDelays(limit)
  for (let guess = 0; guess < 5; guess++) delays.wrong('aino', 0)
  expect(delays.wait('bo', 0)).toBe(0)
  delays.right('aino')
  expect(delays.wait('aino', 0)).toBe(0)
})

test('a day of guessing at one account is about a hundred guesses', () => {
  const delays = new GuessDelays(BY_ACCOUNT)
  let now = 0
  let guesses = 0
  while (now < 24 * 60 * 60_000) {
    delays.wrong('aino', now)
    guesses++
    now += Math.max(1, delays.wait('aino', now))
  }
  expect(guesses).toBeGreaterThan(90)
  expect(guesses).toBeLessThanOrEqual(115)
})

test('whatever the order of guesses, waiting as told is always enough', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(100_000)), { maxLength: 60 }), (guesses) => {
      const delays = new GuessDelays(limit)
      let now = 0
      for (const [name, later] of guesses) {
        now += later
        delays.wrong(name, now)
        expect(delays.wait(name, now + delays.wait(name, now))).toBe(0)
      }
    }),
  )
})
