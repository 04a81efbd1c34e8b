import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NEWS2_PARAMETERS, type News2Input, news2, riskOf } from './score.ts'

const well: News2Input = {
  respiratoryRate: 18,
  spo2: 98,
  spo2Scale: 1,
  supplementalOxygen: false,
  systolic: 120,
  pulse: 80,
  consciousness: 'A',
  temperature: 37,
}

describe('a complete score', () => {
  test('names each part and allows no other aggregate', () => {
    expect(news2({ ...well, spo2: 95 })).toEqual({
      score: 1,
      risk: 'low',
      complete: true,
      missing: [],
      min: 1,
      max: 1,
      parts: {
        respiratoryRate: 0,
        spo2: 1,
        supplementalOxygen: 0,
        systolic: 0,
        pulse: 0,
        consciousness: 0,
        temperature: 0,
      },
    })
  })

  test('is at most 20', () => {
    const worst: News2Input = {
      respiratoryRate: 30,
      spo2: 80,
      supplementalOxygen: true,
      systolic: 80,
      pulse: 140,
      consciousness: 'U',
      temperature: 34,
    }
    expect(news2(worst)).toMatchObject({ score: 20, risk: 'high', complete: true })
  })
})

describe('the class of risk', () => {
  test('is low to 4, medium from 5, high from 7', () => {
    expect([0, 4, 5, 6, 7, 20].map((score) => riskOf(score, false))).toEqual([
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
    ])
  })

  test('is low-medium below 5 where a single parameter gives 3', () => {
    expect([3, 4, 5, 7].map((score) => riskOf(score, true))).toEqual(['low-medium', 'low-medium', 'medium', 'high'])
    expect(news2({ ...well, systolic: 90 }).risk).toBe('low-medium')
    expect(news2({ ...well, systolic: 95, respiratoryRate: 22 }).risk).toBe('low')
  })
})

describe('an incomplete score', () => {
  test('assumes nothing of what is missing', () => {
    expect(news2({})).toEqual({
      score: 0,
      risk: 'low',
      complete: false,
      missing: [...NEWS2_PARAMETERS],
      min: 0,
      max: 20,
      parts: {},
    })
  })

  test('takes its class of risk from what is known', () => {
    expect(news2({ respiratoryRate: 26, pulse: 115 })).toMatchObject({ score: 5, risk: 'medium', min: 5, max: 19 })
  })

  test('on scale 2 does not judge 93 % until it is known whether the person breathes oxygen', () => {
    const unknown: News2Input = { ...well, spo2Scale: 2, supplementalOxygen: undefined }
    expect(news2({ ...unknown, spo2: 92 })).toMatchObject({
      missing: ['supplementalOxygen'],
      parts: { spo2: 0 },
      max: 2,
    })
    expect(news2({ ...unknown, spo2: 93 })).toMatchObject({ missing: ['spo2', 'supplementalOxygen'], min: 0, max: 3 })
    expect(news2({ ...unknown, spo2: 97 })).toMatchObject({ missing: ['spo2', 'supplementalOxygen'], min: 0, max: 5 })
  })

  test('has as bounds what the missing parameters can really add', () => {
    fc.assert(
      fc.property(partial, (input) => {
        const { score, min, max } = news2(input)
        const possible = completions(input).map((complete) => news2(complete).score)
        expect(possible.length).toBeGreaterThan(0)
        expect([min, max]).toEqual([Math.min(...possible), Math.max(...possible)])
        expect(score).toBe(min)
      }),
      { numRuns: 60 },
    )
  })
})

/** Values that between them give every number of points of a parameter, on either scale. */
const VALUES: Required<{ [K in Exclude<keyof News2Input, 'spo2Scale'>]: NonNullable<News2Input[K]>[] }> = {
  respiratoryRate: [8, 10, 16, 22],
  spo2: [80, 85, 87, 90, 94, 96, 98],
  supplementalOxygen: [false, true],
  systolic: [85, 95, 105, 120],
  pulse: [35, 45, 70, 120],
  consciousness: ['A', 'V'],
  temperature: [34, 35.5, 37, 39.5],
}

const partial: fc.Arbitrary<News2Input> = fc.record(
  {
    spo2Scale: fc.constantFrom<1 | 2>(1, 2),
    respiratoryRate: fc.constantFrom(...VALUES.respiratoryRate),
    spo2: fc.constantFrom(...VALUES.spo2),
    supplementalOxygen: fc.boolean(),
    systolic: fc.constantFrom(...VALUES.systolic),
    pulse: fc.constantFrom(...VALUES.pulse),
    consciousness: fc.constantFrom(...VALUES.consciousness),
    temperature: fc.constantFrom(...VALUES.temperature),
  },
  { requiredKeys: ['spo2Scale'] },
)

function completions(input: News2Input): News2Input[] {
  let found: News2Input[] = [input]
  for (const parameter of NEWS2_PARAMETERS) {
    if (input[parameter] !== undefined) continue
    found = found.flatMap((one) => VALUES[parameter].map((value) => ({ ...one, [parameter]: value })))
  }
  return found
}
