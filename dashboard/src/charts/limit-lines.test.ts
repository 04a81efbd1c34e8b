import { planSchema } from '@kotisilta/contract'
import { describe, expect, it } from 'vitest'
import { limitLines, verticalRange } from './limit-lines.ts'

const plan = planSchema.parse({
  limits: [
    { kind: 'blood-pressure', component: 'systolic', red: { low: 90, high: 180 }, yellow: { high: 160 } },
    { kind: 'blood-pressure', component: 'diastolic', red: { high: 110 }, yellow: { low: 90 } },
    { kind: 'heart-rate', yellow: { high: 110 } },
  ],
})

describe('the limits of a plan', () => {
  it('are lines of their kind, danger before attention, each value once', () => {
    expect(limitLines(plan, 'heart-rate')).toEqual([{ value: 110, level: 'attention' }])
    expect(limitLines(plan, 'blood-pressure')).toEqual([
      { value: 90, level: 'danger' },
      { value: 180, level: 'danger' },
      { value: 160, level: 'attention' },
      { value: 110, level: 'danger' },
    ])
    expect(limitLines(plan, 'body-weight')).toEqual([])
    expect(limitLines(undefined, 'heart-rate')).toEqual([])
  })
})

describe('the height of a chart', () => {
  it('holds all values and a limit that is near, and leaves out one that is far', () => {
    const [low, high] = verticalRange([70, 95], [{ value: 110, level: 'danger' }], 'heart-rate')
    expect(low).toBeLessThan(70)
    expect(high).toBeGreaterThan(110)
    expect(verticalRange([70, 95], [{ value: 180, level: 'danger' }], 'heart-rate')[1]).toBeLessThan(110)
  })

  it('does not blow a steady value up', () => {
    const [low, high] = verticalRange([72.0, 72.1], [], 'body-weight')
    expect(high - low).toBeGreaterThanOrEqual(2)
    expect(low).toBeLessThan(72)
  })

  it('ends at all the oxygen that blood can carry', () => {
    expect(verticalRange([97, 100], [], 'oxygen-saturation')[1]).toBe(100.5)
  })

  it('does not go below nothing for what cannot be less', () => {
    expect(verticalRange([0, 300], [], 'steps')[0]).toBe(0)
    expect(verticalRange([], [], 'steps')).toEqual([0, 20])
  })
})
