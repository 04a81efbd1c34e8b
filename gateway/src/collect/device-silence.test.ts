import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Heard, heardAgain, silenceOf } from './device-silence.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const WELL = { battery: 80, worn: undefined, hearsSince: 0 }

function heard(from: number, until: number, every: number, before?: Heard): Heard {
  let made = before
  for (let at = from; at <= until; at += every) made = heardAgain(made, at)
  return made as Heard
}
const band = () => heard(0, 2 * HOUR, MINUTE)
const scale = () => {
  let made: Heard | undefined
  for (let day = 0; day < 5; day++) made = heard(day * DAY, day * DAY + 10_000, 250, made)
  return made as Heard
}

describe('fault 20: a device that is silent', () => {
  it.each([
    [29, undefined],
    [30, 'out-of-range'],
  ])('is out of range when it is heard all the time and then not for %d minutes: %s', (minutes, expected) => {
    expect(silenceOf(band(), WELL, 2 * HOUR + minutes * MINUTE)).toBe(expected)
  })

  it.each([
    [6, 'out-of-range'],
    [5, 'battery'],
    [0, 'battery'],
    [null, 'out-of-range'],
  ])('has an empty battery when it last said so: %s is %s', (battery, expected) => {
    expect(silenceOf(band(), { ...WELL, battery }, 3 * HOUR)).toBe(expected)
  })

  it('is one that is not worn when it says so, for as long as it is heard', () => {
    const known = { ...WELL, worn: false }
    expect(silenceOf(band(), known, 2 * HOUR + MINUTE)).toBe('not-worn')
    expect(silenceOf(band(), { ...known, worn: true }, 2 * HOUR + MINUTE)).toBeUndefined()
    expect(silenceOf(band(), known, 3 * HOUR)).toBe('out-of-range')
  })

  it('is the radio’s silence while that hears nothing, and no device’s until it has heard for long enough again', () => {
    expect(silenceOf(band(), { ...WELL, battery: 3, hearsSince: undefined }, 9 * HOUR)).toBe('radio')
    expect(silenceOf(band(), { ...WELL, hearsSince: 9 * HOUR }, 9 * HOUR + 29 * MINUTE)).toBeUndefined()
    expect(silenceOf(band(), { ...WELL, hearsSince: 9 * HOUR }, 9 * HOUR + 30 * MINUTE)).toBe('out-of-range')
  })

  it('is no scale on which nobody stands, unless its battery was empty and it has been so for a day', () => {
    expect(silenceOf(scale(), WELL, 40 * DAY)).toBeUndefined()
    expect(silenceOf(scale(), { ...WELL, battery: 4 }, 4 * DAY + 23 * HOUR)).toBeUndefined()
    expect(silenceOf(scale(), { ...WELL, battery: 4 }, 5 * DAY + HOUR)).toBe('battery')
  })

  it('is never one that was heard within the last half hour', () => {
    const times = fc.array(fc.integer({ min: 0, max: 3 * DAY }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(times, fc.nat(30 * MINUTE - 1), fc.option(fc.nat(100)), (all, after, battery) => {
        const inOrder = all.toSorted((a, b) => a - b)
        const made = inOrder.reduce<Heard | undefined>((before, at) => heardAgain(before, at), undefined)
        expect(silenceOf(made, { ...WELL, battery }, (inOrder.at(-1) ?? 0) + after)).toBeUndefined()
      }),
    )
  })
})
