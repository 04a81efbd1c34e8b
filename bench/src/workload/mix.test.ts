import { describe, expect, test } from 'vitest'
import { W1_SHARES } from './everyday.ts'
import { createMix, type Draw } from './mix.ts'

const draws = (count: number, alarmShare = 0.01, seed = 42): Draw[] => {
  const next = createMix({ seed, patients: 2000, alarmShare })
  return Array.from({ length: count }, () => next())
}

describe('the W1 mix', () => {
  test('is the same for the same seed and another for another', () => {
    expect(draws(500)).toEqual(draws(500))
    expect(draws(500, 0.01, 43)).not.toEqual(draws(500))
  })

  test('has each kind in its share, within half a percentage point', () => {
    const everyday = draws(100_000).filter((draw) => !draw.alarming)
    for (const [kind, share] of Object.entries(W1_SHARES)) {
      const found = everyday.filter((draw) => draw.sign.kind === kind).length / everyday.length
      expect(Math.abs(found * 100 - share), `${kind}: ${found}`).toBeLessThan(0.5)
    }
  })

  test.each([0.01, 0.4])('alarms in the share asked for: %d', (share) => {
    const found = draws(100_000, share).filter((draw) => draw.alarming).length / 100_000
    expect(Math.abs(found - share)).toBeLessThan(0.005)
  })

  test('uses every everyday patient', () => {
    const seen = new Set(draws(100_000).flatMap((draw) => (draw.alarming ? [] : [draw.patient])))
    expect(seen.size).toBe(2000)
    expect(Math.max(...seen)).toBe(1999)
  })

  test('keeps everyday vital signs where NEWS2 gives no points', () => {
    const zeroPoints: Record<string, [number, number]> = {
      'heart-rate': [51, 90],
      'oxygen-saturation': [96, 100],
      'respiratory-rate': [12, 20],
      'body-temperature': [36.1, 38],
      'blood-pressure': [111, 219],
    }
    let checked = 0
    for (const { alarming, sign } of draws(50_000)) {
      const range = zeroPoints[sign.kind]
      if (alarming || range === undefined || sign.type !== 'reading') continue
      const value = sign.kind === 'blood-pressure' ? sign.components.systolic : sign.value
      expect(value).toBeGreaterThanOrEqual(range[0])
      expect(value).toBeLessThanOrEqual(range[1])
      checked++
    }
    expect(checked).toBeGreaterThan(30_000)
  })

  test("keeps a patient's weight within 0.4 kg", () => {
    const weights = new Map<number, number[]>()
    for (const draw of draws(300_000)) {
      if (draw.alarming || draw.sign.kind !== 'body-weight') continue
      weights.set(draw.patient, [...(weights.get(draw.patient) ?? []), draw.sign.value])
    }
    expect(weights.size).toBeGreaterThan(1000)
    for (const values of weights.values()) expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(0.4001)
  })
})
