import { type Item, isoTime, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { detect } from '../detect.ts'
import { FIRST_DAY } from '../example-days.ts'
import { event } from '../example-items.ts'
import { inShort, lived } from '../example-stream.ts'
import { momentOf } from '../local-time.ts'
import { emptyState } from '../state.ts'
import { isNews, tick } from '../tick.ts'
import { gatewayHeard } from './watch.ts'

const windows = { early: 60, late: 60, critical: 120, missed: 180 }
const medicine = (id: string, name: string, times: string[], more: object = {}) => ({
  id,
  name,
  doses: times.map((at) => ({ at, ...windows })),
  ...more,
})
const plan = planSchema.parse({ medicines: [medicine('a', 'Furosemidi', ['08:00', '14:00'], { atc: 'C03CA01' })] })
const at = (hour: number, day = 0) => momentOf(FIRST_DAY + day, Math.round(hour * 60))
const robot = { device: 'mqtt:robot' }
const offered = (hour: number) => event('dose-offered', at(hour), robot)
const said = (
  kind: 'dose-taken' | 'dose-missed' | 'dose-withdrawn' | 'dispenser-fault' | 'device-offline',
  hour: number,
  slot?: number,
) => event(kind, at(hour), { ...robot, ...(slot !== undefined && { detail: { slot: isoTime(at(slot)) } }) })

const life = (items: readonly Item[], until: number, of = plan) =>
  lived(of, items, { start: at(6), end: at(until) }).findings
const told = (items: readonly Item[], until: number, of = plan) =>
  life(items, until, of).map((finding) => `${finding.rule} ${inShort(finding)}`)

describe('a dose that nobody takes', () => {
  test.each([
    [9.9, []],
    [10.1, ['dose-late raised medium']],
    [10.95, ['dose-late raised medium']],
    [11.1, ['dose-late raised medium', 'dose-late worse medium']],
  ])('by %d tells %j: from when it is critical on', (until, expected) => {
    expect(told([offered(8)], until)).toEqual(expected)
  })

  test('is told with what and when, and the moment at which it became critical', () => {
    const [finding] = life([offered(8)], 10.5)
    expect(finding).toMatchObject({ ruleVersion: 1, problem: 'medication', at: isoTime(at(10)), basis: [] })
    expect(finding?.words).toEqual({
      fi: { title: 'Lääke myöhässä, ja aika ottaa se loppuu', why: 'Ottamatta: Furosemidi (08:00).' },
      sv: { title: 'Medicinen är försenad och tiden att ta den rinner ut', why: 'Inte tagna: Furosemidi (08:00).' },
      en: { title: 'Medicine late, and the time to take it runs out', why: 'Not taken: Furosemidi (08:00).' },
    })
  })

  test('is settled by taking it, or by taking it back', () => {
    expect(told([offered(8), said('dose-taken', 10.5, 8)], 12)).toEqual([
      'dose-late raised medium',
      'dose-late cleared medium',
    ])
    expect(told([offered(8), said('dose-withdrawn', 10.5, 8)], 12)).toEqual([
      'dose-late raised medium',
      'dose-late cleared medium',
    ])
    expect(told([offered(8), said('dose-taken', 9.9, 8)], 12)).toEqual([])
  })

  test('is past when the next one may be taken', () => {
    expect(told([offered(8)], 12.9)).toEqual(['dose-late raised medium', 'dose-late worse medium'])
    expect(told([offered(8)], 13.1)).toEqual([
      'dose-late raised medium',
      'dose-late worse medium',
      'dose-late cleared medium',
    ])
  })

  test('is high priority where the plan says so', () => {
    const critical = planSchema.parse({
      medicines: [medicine('a', 'Varfariini', ['08:00'], { critical: true, atc: 'B01AA03' })],
    })
    expect(told([offered(8)], 10.5, critical)).toEqual(['dose-late raised high'])
    const missed = event('dose-missed', at(9), { detail: { medicine: 'ATC B01AA03' } })
    expect(detect(critical, emptyState(), missed).findings.map(inShort)).toEqual(['occurred high'])
    expect(detect(plan, emptyState(), missed).findings.map(inShort)).toEqual(['occurred medium'])
  })

  test('is told by the robot alone when that says so first, and made worse by it when it is told already', () => {
    expect(told([offered(8), said('dose-missed', 9, 8)], 12.5)).toEqual(['dose-missed occurred medium'])
    expect(told([offered(8), said('dose-missed', 10.5, 8)], 12.5)).toEqual([
      'dose-late raised medium',
      'dose-late worse medium',
    ])
  })

  test('and given up by the robot is no second alert, not when that is told again either', () => {
    const findings = life([offered(8), said('dose-missed', 10.5, 8), said('dose-missed', 11.5, 8)], 13.5)
    expect(findings.map((finding) => `${finding.rule} ${inShort(finding)}`)).toEqual([
      'dose-late raised medium',
      'dose-late worse medium',
      'dose-late cleared medium',
    ])
    expect(findings[1]?.words.en).toEqual({ title: 'Medicine not taken', why: 'Not taken: Furosemidi (08:00).' })
  })

  test('of several medicines is one dose', () => {
    const three = planSchema.parse({
      medicines: ['Furosemidi', 'Ramipriili', 'Bisoprololi'].map((name) => medicine(name, name, ['08:00'])),
    })
    const findings = life([offered(8)], 10.5, three)
    expect(findings.map(inShort)).toEqual(['raised medium'])
    expect(findings[0]?.words.en.why).toBe('Not taken: Furosemidi (08:00), Ramipriili (08:00) and Bisoprololi (08:00).')
  })
})

describe('a robot that gives nothing', () => {
  test('because of a fault is one alert beside the fault', () => {
    const findings = life([offered(7), said('dispenser-fault', 7.5)], 12.5)
    expect(findings.map((finding) => `${finding.rule} ${inShort(finding)}`)).toEqual([
      'dispenser-fault occurred low',
      'dose-late raised medium',
    ])
    expect(findings[1]).toMatchObject({
      at: isoTime(at(9)),
      words: { en: { title: 'The medication robot does not give the dose' } },
    })
  })

  test('because it is not heard is one alert', () => {
    const findings = life([offered(7), said('device-offline', 7.5)], 12.5)
    expect(findings.map(({ words }) => words.en.title)).toEqual([
      'The medication robot is not heard when a dose is due',
    ])
  })
})

describe('what is no reason to call somebody', () => {
  test('a fault that is over', () => {
    const over = event('dispenser-fault', at(8.5), { ...robot, detail: { code: 'jam', cleared: true } })
    const findings = life([offered(7), said('dispenser-fault', 7.5), over], 9.9)
    expect(findings.map((finding) => `${finding.rule} ${inShort(finding)}`)).toEqual([
      'dispenser-fault occurred low',
      'dispenser-fault cleared low',
    ])
  })

  test('a dose that is in a travel pack, by its slots', () => {
    const pack = event('travel-pack', at(7), { ...robot, detail: { slots: [isoTime(at(8)), isoTime(at(14))] } })
    expect(told([pack], 20)).toEqual([])
    const second = event('travel-pack', at(7), { ...robot, detail: { slots: [isoTime(at(14))] } })
    expect(told([second], 20)).toEqual([
      'dose-late raised medium',
      'dose-late worse medium',
      'dose-late cleared medium',
    ])
  })

  test('a robot in a home that is cut off: that is an alert of its own, and what it then tells is judged', () => {
    const silent = planSchema.parse({ ...plan, detection: { off: ['silence'] } })
    const { state } = lived(silent, [offered(7)], { start: at(6), end: at(7.5) })
    const gone = gatewayHeard(silent, state, { gateway: 'gw-1', online: false, at: at(7.5) })
    const cutOff = lived(silent, [], { start: at(7.5), end: at(11), listening: at(6) }, gone)
    expect(cutOff.findings).toEqual([])
    const back = gatewayHeard(silent, cutOff.state, { gateway: 'gw-1', online: true, at: at(11) })
    const taken = lived(silent, [said('dose-taken', 11, 8)], { start: at(11), end: at(12), listening: at(6) }, back)
    expect(taken.findings).toEqual([])
    const untaken = lived(silent, [], { start: at(11), end: at(12), listening: at(6) }, back)
    expect(untaken.findings.map(inShort)).toEqual(['raised medium'])
  })
})

test('a report that comes late takes it back', () => {
  const { state } = lived(plan, [offered(8)], { start: at(6), end: at(11.5) })
  const { state: after } = detect(plan, state, said('dose-taken', 8.2, 8))
  expect(isNews(state, after)).toBe(true)
  expect(tick(plan, after, at(11.5)).findings.map((finding) => `${finding.rule} ${inShort(finding)}`)).toEqual([
    'dose-late cleared medium',
  ])
})

test('nothing is late where no robot has ever been heard, nor where it is switched off', () => {
  expect(told([], 20)).toEqual([])
  const off = planSchema.parse({ ...plan, detection: { off: ['dose-late'] } })
  expect(told([offered(8)], 20, off)).toEqual([])
})
