import { groupPlan, type Item, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { hours, reading } from '../example-items.ts'
import { inShort, stream } from '../example-stream.ts'

const minute = 1 / 60
const pulse = (value: number, hour = 0) => reading('heart-rate', value, hours(hour))
const breathing = (value: number, hour = 0) => reading('respiratory-rate', value, hours(hour))
const systolic = (value: number, hour = 0) => reading('blood-pressure', { systolic: value, diastolic: 60 }, hours(hour))
const temperature = (value: number, hour = 0) => reading('body-temperature', value, hours(hour))

const told = (items: readonly Item[], plan = groupPlan) => stream(plan, items).findings.map(inShort)

describe('NEWS2 of what is known', () => {
  test.each([
    ['4 points of several signs', [pulse(120), breathing(22)], []],
    ['5 points of several signs', [pulse(120), breathing(22), temperature(38.5)], ['raised medium']],
    ['6 points', [pulse(120), breathing(22), temperature(39.1)], ['raised medium']],
    ['7 points', [pulse(120), breathing(22), temperature(39.1), systolic(110)], ['raised medium', 'worse high']],
    ['2 points of one sign', [pulse(130)], []],
    ['3 points of one sign', [pulse(131)], ['raised medium']],
  ])('with %s tells what the chart calls for', (_, items, expected) => {
    expect(told(items)).toEqual(expected)
  })

  test('says how many points are certain and how many possible, and what is not known', () => {
    const [finding] = stream(groupPlan, [temperature(38.5), breathing(22), pulse(120)]).findings
    expect(finding).toMatchObject({ rule: 'news2', problem: 'vital-signs', ruleVersion: 1 })
    expect(finding?.words).toEqual({
      fi: {
        title: 'Poikkeavat elintoiminnot: NEWS2 5–16',
        why: 'Hengitystaajuus 22/min (2 pistettä), syke 120/min (2 pistettä) ja ruumiinlämpö 38,5 °C (1 piste); ei tiedossa: happikyllästeisyys, lisähappi, yläpaine ja tajunnan taso.',
      },
      sv: {
        title: 'Avvikande vitalparametrar: NEWS2 5–16',
        why: 'Andningsfrekvens 22/min (2 poäng), puls 120/min (2 poäng) och kroppstemperatur 38,5 °C (1 poäng); inte känt: syremättnad, extra syrgas, övertryck och medvetandegrad.',
      },
      en: {
        title: 'Vital signs abnormal: NEWS2 5–16',
        why: 'Breathing rate 22/min (2 points), pulse 120/min (2 points) and temperature 38.5 °C (1 point); not known: oxygen saturation, supplemental oxygen, systolic blood pressure and consciousness.',
      },
    })
  })

  test('rests on every reading that counts, with its points', () => {
    const [finding] = stream(groupPlan, [temperature(37), pulse(135)]).findings
    expect(finding?.basis).toMatchObject([
      { kind: 'heart-rate', value: 135, unit: '/min', points: 3 },
      { kind: 'body-temperature', value: 37, points: 0 },
    ])
  })

  test('gives one number when everything is known', () => {
    const plan = planSchema.parse({ news2: { consciousness: 'A', supplementalOxygen: false } })
    const items = [temperature(37), breathing(16), systolic(120), reading('oxygen-saturation', 97), pulse(135)]
    expect(stream(plan, items).findings[0]?.words.en).toEqual({
      title: 'Vital signs abnormal: NEWS2 3',
      why: 'Pulse 135/min (3 points).',
    })
  })
})

describe('what counts', () => {
  const saturation = (value: number, hour = 0) => reading('oxygen-saturation', value, hours(hour))
  test.each([
    { sign: 'pulse', low: pulse(39), window: 4, later: temperature },
    { sign: 'respiration', low: breathing(7), window: 4, later: temperature },
    { sign: 'saturation', low: saturation(90), window: 4, later: temperature },
    { sign: 'systolic', low: systolic(89), window: 12, later: temperature },
    { sign: 'temperature', low: temperature(34.9), window: 12, later: pulse },
  ])('$sign is a reading no older than $window hours', ({ low, window, later }) => {
    const normal = later === pulse ? 80 : 37
    expect(stream(groupPlan, [low, later(normal, window)]).state.episodes.news2?.easing).toBeUndefined()
    const after = window + minute
    expect(stream(groupPlan, [low, later(normal, after)]).state.episodes.news2?.easing).toBe(hours(after))
  })

  test('consciousness is what a nurse entered in the last 12 hours, else the plan', () => {
    const plan = planSchema.parse({ news2: { consciousness: 'A' } })
    const confused = reading('consciousness', 'C', hours(0))
    expect(stream(plan, [confused]).findings[0]?.words.fi.why).toContain('Tajunnan taso: uusi sekavuus (3 pistettä)')
    expect(told([confused, pulse(80, 12), pulse(80, 12 + minute), pulse(80, 13)], plan)).toEqual([
      'raised medium',
      'cleared medium',
    ])
    expect(told([pulse(80)], planSchema.parse({ news2: { consciousness: 'V' } }))).toEqual(['raised medium'])
  })

  test('a flow of 0 L/min is air, whatever the plan says', () => {
    const plan = planSchema.parse({ news2: { supplementalOxygen: true } })
    const items = [pulse(120), breathing(22), temperature(37)]
    expect(told([...items, systolic(105)], plan)).toEqual(['raised medium', 'worse high'])
    expect(told([reading('supplemental-oxygen', 0), ...items, systolic(105)], plan)).toEqual(['raised medium'])
    expect(told([reading('supplemental-oxygen', 0.5), ...items])).toEqual(['raised medium'])
  })

  test('scale 2 is for those whose plan says so', () => {
    const saturation = reading('oxygen-saturation', 88)
    expect(told([saturation])).toEqual(['raised medium'])
    expect(told([saturation], planSchema.parse({ news2: { spo2Scale: 2 } }))).toEqual([])
  })

  test('a heart rate from the cuff counts like any other', () => {
    const cuff = { ...pulse(135), device: 'ble:cuff' }
    expect(stream(groupPlan, [systolic(120), cuff]).findings).toMatchObject([
      { basis: [{}, { device: 'ble:cuff', points: 3 }] },
    ])
  })

  test('of two readings of the same moment the one that comes later counts', () => {
    expect(told([pulse(80), pulse(135)])).toEqual(['raised medium'])
  })

  test('a plan can switch the rule off, which ends what was found', () => {
    const off = planSchema.parse({ news2: { enabled: false } })
    expect(told([pulse(150)], off)).toEqual([])
    const { state } = stream(groupPlan, [pulse(150)])
    expect(stream(off, [pulse(150, 1)], state).findings.map(inShort)).toEqual(['cleared medium'])
  })
})

describe('while it goes on', () => {
  test('the same again is not told', () => {
    expect(told([pulse(135, 0), pulse(140, 1), pulse(135, 2)])).toEqual(['raised medium'])
  })

  test.each([
    ['one point more in the same class', [pulse(135), temperature(38.5)], []],
    ['two points more in the same class', [pulse(135), breathing(22)], ['worse medium']],
    ['from 3 to 5', [pulse(135), temperature(39.1)], ['worse medium']],
    ['from 5 to 6', [pulse(135), temperature(39.1), systolic(105)], ['worse medium']],
    ['from 5 to 7', [pulse(135), temperature(39.1), breathing(22)], ['worse medium', 'worse high']],
  ])('%s is told when the class of risk rises or two points are added', (_, items, expected) => {
    expect(told(items).slice(1)).toEqual(expected)
  })

  test('points that come one at a time are told once they are two', () => {
    const items = [pulse(135), breathing(25), temperature(38.5), systolic(110), systolic(100, 1)]
    expect(told(items)).toEqual(['raised medium', 'worse medium', 'worse high', 'worse high'])
  })

  test('it is over when two readings, one after the other, find it below the limit', () => {
    const { findings } = stream(groupPlan, [pulse(135, 0), pulse(90, 1), pulse(90, 2)])
    expect(findings.map(inShort)).toEqual(['raised medium', 'cleared medium'])
    expect(findings[1]?.at).toBe(pulse(0, 2).at)
    expect(findings[1]?.words.en.title).toBe('NEWS2 no longer alerts: 0–17')
  })

  test('two values of the same moment are one reading in that', () => {
    expect(told([pulse(135, 0), pulse(90, 1), systolic(120, 1)])).toEqual(['raised medium'])
  })

  test('one good value between bad ones does not end it', () => {
    expect(told([pulse(135, 0), pulse(90, 1), pulse(135, 2), pulse(90, 3), pulse(135, 4)])).toEqual(['raised medium'])
  })

  test('it can come back', () => {
    expect(told([pulse(135, 0), pulse(90, 1), pulse(90, 2), pulse(135, 3)])).toEqual([
      'raised medium',
      'cleared medium',
      'raised medium',
    ])
  })
})

test.each([
  ['a pulse of 0', pulse(0)],
  ['a pulse of 255', pulse(255)],
  ['a saturation of 0', reading('oxygen-saturation', 0)],
  ['a saturation of 101', reading('oxygen-saturation', 101)],
  ['a systolic no higher than the diastolic', systolic(60)],
  ['a value out of range', reading('heart-rate', 200, hours(0), ['out-of-range'])],
  ['a value of perhaps somebody else', reading('heart-rate', 200, hours(0), ['person-uncertain'])],
  ['a poor signal', reading('oxygen-saturation', 80, hours(0), ['poor-signal'])],
  ['low perfusion', reading('oxygen-saturation', 80, hours(0), ['low-perfusion'])],
])('%s is not judged', (_, item) => {
  const { state } = stream(groupPlan, [pulse(80)])
  const judged = stream(groupPlan, [item], state)
  expect(judged.findings).toEqual([])
  expect(judged.state).toBe(state)
})
