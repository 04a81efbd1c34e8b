import { describe, expect, it } from 'vitest'
import { EMPTY_DRAFT, understood } from './draft.ts'

describe('a draft', () => {
  it('of a whole NEWS2 is seven readings in their units', () => {
    const { readings, faults, news2 } = understood({
      texts: {
        'respiratory-rate': '22',
        'oxygen-saturation': '93',
        'supplemental-oxygen': '1,5',
        systolic: '118',
        diastolic: '70',
        'heart-rate': '95',
        'body-temperature': '38,4',
      },
      consciousness: 'A',
    })
    expect(faults).toEqual({})
    expect(readings).toHaveLength(7)
    expect(readings).toContainEqual({ kind: 'supplemental-oxygen', value: 1.5, unit: 'L/min' })
    expect(readings).toContainEqual({
      kind: 'blood-pressure',
      components: { systolic: 118, diastolic: 70 },
      unit: 'mm[Hg]',
    })
    expect(news2).toEqual({
      respiratoryRate: 22,
      spo2: 93,
      supplementalOxygen: true,
      systolic: 118,
      pulse: 95,
      temperature: 38.4,
      consciousness: 'A',
    })
  })

  it('that is empty says nothing', () => {
    expect(understood(EMPTY_DRAFT)).toEqual({ readings: [], faults: {}, news2: {} })
  })

  it('tells half a blood pressure, and one that stands on its head', () => {
    const pressure = (systolic: string, diastolic: string) =>
      understood({ texts: { systolic, diastolic }, consciousness: undefined })
    expect(pressure('120', '').faults).toEqual({ diastolic: 'incomplete' })
    expect(pressure('', '80').faults).toEqual({ systolic: 'incomplete' })
    expect(pressure('80', '120')).toMatchObject({ faults: { diastolic: 'upside-down' }, readings: [] })
    expect(pressure('12', '80').faults).toEqual({ systolic: 'too-low' })
  })

  it('leaves out what has a fault and keeps the rest', () => {
    const { readings, faults } = understood({
      texts: { 'heart-rate': '800', 'body-weight': '72,4' },
      consciousness: undefined,
    })
    expect(faults).toEqual({ 'heart-rate': 'too-high' })
    expect(readings).toEqual([{ kind: 'body-weight', value: 72.4, unit: 'kg' }])
  })
})
