import type { DecodedReading } from '@kotisilta/device-profiles'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeHeld, WEIGHT_CONFIRMATION } from './held-measurement.ts'
import { markMeasurer } from './mark-measurer.ts'
import { type Member, WEIGHT_MARGINS, whoIsMeasuring } from './who-is-measuring.ts'

const anna: Member = { member: 'anna', userIndex: 1, plausible: { low: 60, high: 64 }, last: 62 }
const eino: Member = { member: 'eino', userIndex: 2, plausible: { low: 80, high: 85 }, last: 83 }
const who = (value: number, members: readonly Member[], userIndex?: number) =>
  whoIsMeasuring({ value, ...(userIndex !== undefined && { userIndex }) }, members, WEIGHT_MARGINS)

describe('by the user index', () => {
  test('it is the member whom the device knows by it', () => {
    expect(who(62.4, [anna, eino], 1)).toEqual({ outcome: 'known', member: anna })
    expect(who(83, [anna, eino], 2)).toEqual({ outcome: 'known', member: eino })
  })

  test('an index that is nobody’s, or two people’s, is uncertain even if the weight fits one', () => {
    expect(who(62.4, [anna, eino], 3)).toEqual({ outcome: 'uncertain', reason: 'index-unknown' })
    expect(who(62.4, [anna, { ...eino, userIndex: 1 }], 1)).toEqual({ outcome: 'uncertain', reason: 'index-unknown' })
  })

  test('a weight that is not plausible for that member is uncertain, not the other’s', () => {
    expect(who(83, [anna, eino], 1)).toEqual({ outcome: 'uncertain', reason: 'index-does-not-fit', onlyIf: anna })
  })

  test('somebody new is known by the index alone', () => {
    const fresh: Member = { member: 'new', userIndex: 3 }
    expect(who(70, [anna, fresh], 3)).toEqual({ outcome: 'known', member: fresh })
  })
})

describe('by the plausible range', () => {
  test('it is the only one whom the weight fits, to the end of the margin', () => {
    expect(who(69, [anna, eino])).toEqual({ outcome: 'known', member: anna })
    expect(who(69.01, [anna, eino])).toEqual({ outcome: 'uncertain', reason: 'nobody-fits' })
    expect(who(55, [anna, eino])).toEqual({ outcome: 'known', member: anna })
    expect(who(54.99, [anna, eino])).toEqual({ outcome: 'uncertain', reason: 'nobody-fits' })
  })

  test('a weight between two people is nobody’s, never the nearest’s', () => {
    expect(who(71, [anna, eino])).toEqual({ outcome: 'uncertain', reason: 'nobody-fits' })
    expect(who(15, [eino])).toMatchObject({ outcome: 'held' })
    expect(who(15, [anna, eino])).toEqual({ outcome: 'uncertain', reason: 'nobody-fits' })
  })

  test('two who weigh alike cannot be told apart', () => {
    const twin: Member = { member: 'twin', plausible: { low: 61, high: 65 } }
    expect(who(62, [anna, twin])).toEqual({ outcome: 'uncertain', reason: 'several-fit' })
  })

  test('with somebody of whom nothing is known, nobody is certain', () => {
    expect(who(62, [anna, { member: 'new' }])).toEqual({ outcome: 'uncertain', reason: 'several-fit' })
  })

  test('of nobody it is nobody', () => {
    expect(who(62, [])).toEqual({ outcome: 'uncertain', reason: 'nobody-fits' })
  })

  test('never gives a value to a member outside whose range and margin it is', () => {
    const member = fc
      .record({
        low: fc.double({ min: 30, max: 150, noNaN: true }),
        width: fc.double({ min: 0, max: 10, noNaN: true }),
      })
      .map(({ low, width }): Member => ({ member: 'x', plausible: { low, high: low + width } }))
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 200, noNaN: true }),
        fc.array(member, { maxLength: 4 }),
        (value, members) => {
          const found = whoIsMeasuring({ value }, members, WEIGHT_MARGINS)
          const fitting = members.filter(
            ({ plausible }) =>
              plausible !== undefined &&
              value >= plausible.low - WEIGHT_MARGINS.margin &&
              value <= plausible.high + WEIGHT_MARGINS.margin,
          )
          expect(found.outcome === 'known').toBe(fitting.length === 1)
        },
      ),
    )
  })
})

describe('bad input 21: a jump of 25 kg', () => {
  test('is held for confirmation, from 25.0 kg on', () => {
    const wide: Member = { ...anna, plausible: { low: 40, high: 100 } }
    expect(who(86.9, [wide], 1)).toEqual({ outcome: 'known', member: wide })
    expect(who(87, [wide], 1)).toEqual({ outcome: 'held', member: wide })
    expect(who(37, [wide], 1)).toEqual({ outcome: 'held', member: wide })
    expect(who(87, [wide])).toEqual({ outcome: 'held', member: wide })
  })

  test('is confirmed by a second measurement like it, soon after', () => {
    const judge = (value: number, at: number) => judgeHeld({ value: 87, at: 0 }, { value, at }, WEIGHT_CONFIRMATION)
    expect(judge(87, 14_999)).toBe('same')
    expect(judge(87, 15_000)).toBe('confirmed')
    expect(judge(85, 60_000)).toBe('confirmed')
    expect(judge(84.9, 60_000)).toBe('refuted')
    expect(judge(87, 900_000)).toBe('confirmed')
    expect(judge(87, 900_001)).toBe('too-late')
    expect(judge(87, -1)).toBe('too-late')
  })
})

describe('a reading', () => {
  const reading: DecodedReading = {
    type: 'reading',
    kind: 'body-weight',
    value: 62,
    unit: 'kg',
    quality: ['low-battery'],
  }

  test('of somebody known carries who it is, of anybody else that the person is uncertain', () => {
    const ofAnna = { ...reading, subject: { userIndex: 1, member: 'anna' } }
    expect(markMeasurer(reading, { outcome: 'known', member: anna })).toEqual(ofAnna)
    const x = { ...reading, subject: { member: 'x' } }
    expect(markMeasurer(reading, { outcome: 'known', member: { member: 'x' } })).toEqual(x)
    const doubtful = { ...reading, quality: ['low-battery', 'person-uncertain'] }
    expect(markMeasurer(reading, { outcome: 'uncertain', reason: 'several-fit' })).toEqual(doubtful)
    expect(markMeasurer(doubtful, { outcome: 'uncertain', reason: 'several-fit' })).toEqual(doubtful)
  })

  test('that is held says whose it would be, and that this is uncertain', () => {
    const held = { ...reading, quality: ['low-battery', 'person-uncertain'], subject: { userIndex: 1, member: 'anna' } }
    expect(markMeasurer(reading, { outcome: 'held', member: anna })).toEqual(held)
  })
})
