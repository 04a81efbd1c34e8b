import { type Item, isoTime, planSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { event, hours, reading } from '../example-items.ts'
import { inShort, lived } from '../example-stream.ts'
import { restore } from '../restore.ts'
import { emptyState, episodesOf, type PatientState } from '../state.ts'
import { tick } from '../tick.ts'
import { gatewayHeard } from './watch.ts'

const plan = planSchema.parse({
  expected: [
    { kind: 'body-weight', withinHours: 24 },
    { kind: 'heart-rate', withinHours: 6 },
  ],
})
const scale = (hour: number) => ({ ...reading('body-weight', 72, hours(hour)), device: 'ble:scale' })
const band = (hour: number) => ({ ...reading('heart-rate', 70, hours(hour)), device: 'ble:band' })
const MINUTE = 1 / 60

/** With a tick every five minutes from hour 0. */
const life = (items: readonly Item[], until: number, from?: PatientState) =>
  lived(plan, items, { start: hours(0), end: hours(until) }, from)
const pulses = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, index) => band(from + index + 0.01))

describe('no reading where the plan expects one', () => {
  test.each([
    [6, []],
    [6 + 10 * MINUTE, ['raised low']],
  ])('is told after the plan’s hours: %d hours after the last pulse %j', (hour, expected) => {
    expect(life([scale(0), band(0)], hour).findings.map(inShort)).toEqual(expected)
  })

  test('is told with the moment at which it became so, and with what was heard last', () => {
    const last = band(0)
    const { findings } = life([scale(0), last], 10)
    expect(findings).toEqual([
      {
        rule: 'silence',
        ruleVersion: 1,
        problem: 'silence',
        change: 'raised',
        priority: 'low',
        at: isoTime(hours(6)),
        basis: [{ item: last.id, kind: 'heart-rate', at: last.at, device: 'ble:band' }],
        words: {
          fi: { title: 'Mittauksia puuttuu', why: 'Suunnitelman mukaan olisi jo pitänyt tulla: syke.' },
          sv: { title: 'Mätningar uteblir', why: 'Enligt planen borde detta redan ha kommit: puls.' },
          en: { title: 'Readings are missing', why: 'By the plan these should have come by now: pulse.' },
        },
      },
    ])
  })

  test('is over when everything is heard again, and can come back', () => {
    expect(life([scale(0), band(0), band(8), band(20)], 19).findings.map(inShort)).toEqual([
      'raised low',
      'cleared low',
      'raised low',
    ])
  })

  test('of a plan for what nobody measures is told once, counted from when it was first watched', () => {
    const { findings } = life(pulses(0, 60), 60)
    expect(findings.map(({ change, at }) => [change, at])).toEqual([['raised', isoTime(hours(24))]])
    expect(findings[0]?.words.en.why).toBe('By the plan these should have come by now: weight.')
    expect(findings[0]?.basis).toEqual([])
  })

  test('a reading that cannot be judged is none', () => {
    const poor = { ...band(5), quality: ['poor-signal'] }
    expect(life([scale(0), band(0), poor], 8).findings.map(inShort)).toEqual(['raised low'])
  })

  test('a reading that comes late ends it', () => {
    const { state } = life([scale(0), band(0)], 8)
    const { findings } = lived(plan, [band(5)], { start: hours(8.1), end: hours(8.2), listening: hours(0) }, state)
    expect(findings.map(inShort)).toEqual(['cleared low'])
  })
})

describe('the cause', () => {
  const title = (items: readonly Item[], until = 12) => life(items, until).findings.map(({ words }) => words.en.title)
  const quiet = [scale(0), band(0)]
  const TITLE = 'The gateway in the home is not heard'

  test.each([
    [
      'a device that has said that it is gone',
      event('device-offline', hours(1), { device: 'ble:band' }),
      'The device is not connected',
    ],
    ['a wristband that is not worn', event('not-worn', hours(1), { device: 'ble:band' }), 'The wristband is not worn'],
    ['a person who has left home', event('left-home', hours(1)), 'The client is away from home'],
    [
      'an empty battery',
      { ...reading('battery-level', 5, hours(1)), device: 'ble:band' },
      'The battery of the device is empty',
    ],
  ])('%s is said', (_, because, expected) => {
    expect(title([...quiet, because])).toEqual([expected])
  })

  test.each([
    ['another device that is gone', event('device-offline', hours(1), { device: 'ble:scale' })],
    ['a device that has come back', event('device-online', hours(2), { device: 'ble:band' })],
    ['a wristband that was put on again', event('worn', hours(2), { device: 'ble:band' })],
    ['a person who came home', event('came-home', hours(2))],
    ['a battery that is low', { ...reading('battery-level', 6, hours(1)), device: 'ble:band' }],
  ])('%s is none', (_, because) => {
    const before = [event('device-offline', hours(0.5), { device: 'ble:other' })]
    expect(title([...quiet, ...before, because])).toEqual(['Readings are missing'])
  })

  test('that explains most is the one alert: the gateway before the device', () => {
    const offline = life([...quiet, event('device-offline', hours(1), { device: 'ble:band' })], 5).state
    const state = gatewayHeard(plan, offline, { gateway: 'gw-1', online: false, at: hours(5) })
    const { findings } = lived(plan, [], { start: hours(5), end: hours(30), listening: hours(0) }, state)
    expect(findings.map(({ words }) => words.en.title)).toEqual([TITLE, TITLE])
    expect(findings.map(inShort)).toEqual(['raised low', 'worse medium'])
  })

  test('a gateway that has come back has a quarter of an hour to catch up', () => {
    const word = (state: PatientState, online: boolean, hour: number) =>
      gatewayHeard(plan, state, { gateway: 'gw-1', online, at: hours(hour) })
    const gone = word(life(quiet, 5.5).state, false, 5.5)
    const back = word(lived(plan, [], { start: hours(5.5), end: hours(5.95) }, gone).state, true, 5.95)
    const after = (items: readonly Item[], until: number) =>
      lived(plan, items, { start: hours(5.95), end: hours(until) }, back).findings.map(inShort)
    expect([after([], 6.19), after([], 6.3)]).toEqual([['cleared low'], ['cleared low', 'raised low']])
    expect(after([band(5.8)], 7)).toEqual(['cleared low'])
  })
})

describe('a pause', () => {
  const paused = planSchema.parse({
    ...plan,
    pauses: [{ from: isoTime(hours(2)), until: isoTime(hours(50)), reason: 'hospital' }],
  })
  const titles = (until: number) =>
    lived(paused, [scale(0), band(0)], { start: hours(0), end: hours(until) }).findings.map(({ at }) => at)

  test('expects nothing, and when it is over the home has as long as ever', () => {
    expect(titles(55.9)).toEqual([])
    expect(titles(56.2)).toEqual([isoTime(hours(56))])
  })

  test('that begins while something is missing ends that', () => {
    const { state } = life([scale(0), band(0)], 8)
    const later = planSchema.parse({
      ...plan,
      pauses: [{ from: isoTime(hours(8)), until: isoTime(hours(50)), reason: 'travel' }],
    })
    expect(lived(later, [], { start: hours(8.1), end: hours(8.2) }, state).findings.map(inShort)).toEqual([
      'cleared low',
    ])
  })
})

describe('a server that was not there', () => {
  test('says nothing before it has listened for a quarter of an hour', () => {
    const { state } = life([scale(0), band(0)], 2)
    const persisted = JSON.parse(JSON.stringify(episodesOf(state)))
    const after = restore(plan, persisted, [scale(0), band(0)])
    const first = tick(plan, after, hours(60), hours(60))
    expect(first.findings).toEqual([])
    const found = lived(plan, [], { start: hours(60), end: hours(60.3) }, after)
    expect(found.findings.map(({ change, at }) => [change, at])).toEqual([['raised', isoTime(hours(6))]])
  })

  test('does not forget what it had said', () => {
    const { state } = life([scale(0), band(0)], 8)
    const after = restore(plan, JSON.parse(JSON.stringify(episodesOf(state))), [scale(0), band(0)])
    expect(lived(plan, [], { start: hours(9), end: hours(10) }, after).findings).toEqual([])
    const { findings } = lived(plan, [band(9.5)], { start: hours(9), end: hours(10) }, after)
    expect(findings.map(inShort)).toEqual(['cleared low'])
  })
})

describe('a home whose gateway is not heard', () => {
  const group = planSchema.parse({})
  const gone = (hour: number) => gatewayHeard(group, emptyState(), { gateway: 'gw-1', online: false, at: hours(hour) })
  const minutes = (count: number) => hours(2) + count * 60_000
  const told = (until: number, state = gone(2)) =>
    lived(group, [], { start: hours(0), end: minutes(until), every: 30_000 }, state).findings

  test.each([
    [2.5, []],
    [3, ['raised low']],
    [59.5, ['raised low']],
    [60, ['raised low', 'worse medium']],
  ])('is told in the group’s plan, too: after %d minutes %j', (after, expected) => {
    expect(told(after).map(inShort)).toEqual(expected)
  })

  test('is told with since when, and that no call for help arrives', () => {
    expect(told(3)).toMatchObject([
      {
        at: isoTime(minutes(3)),
        words: { en: { why: 'The home has been cut off since 10:00. A call for help from there does not arrive.' } },
      },
    ])
  })

  test('is heard again at once, over a restart too', () => {
    const { state } = lived(group, [], { start: hours(0), end: minutes(10) }, gone(2))
    const after = restore(group, JSON.parse(JSON.stringify(episodesOf(state))), [])
    const restarted = minutes(20)
    expect(tick(group, after, restarted, restarted).findings.map(inShort)).toEqual(['cleared low'])
    const still = gatewayHeard(group, after, { gateway: 'gw-1', online: false, at: hours(2) })
    expect(tick(group, still, restarted, restarted).findings).toEqual([])
    const back = gatewayHeard(group, still, { gateway: 'gw-1', online: true, at: restarted })
    expect(tick(group, back, restarted, restarted).findings).toMatchObject([
      { change: 'cleared', words: { en: { title: 'The home is connected again' } } },
    ])
  })

  test('is connected while another gateway of the home is', () => {
    const other = gatewayHeard(group, gone(2), { gateway: 'gw-2', online: true, at: hours(0) })
    expect(told(120, other)).toEqual([])
  })

  test('is nothing in a pause, and where the rule is off', () => {
    const pauses = [{ from: isoTime(hours(1)), until: isoTime(hours(9)), reason: 'travel' }]
    for (const plan of [planSchema.parse({ pauses }), planSchema.parse({ detection: { off: ['silence'] } })]) {
      const state = gatewayHeard(plan, emptyState(), { gateway: 'gw-1', online: false, at: hours(2) })
      expect(lived(plan, [], { start: hours(0), end: hours(4) }, state).findings).toEqual([])
    }
  })
})

test('is off unless the plan expects something, and what it had found then ends', () => {
  const { state } = life([scale(0), band(0)], 8)
  const off = planSchema.parse({})
  expect(lived(off, [band(0)], { start: hours(0), end: hours(60) }).findings).toEqual([])
  expect(tick(off, state, hours(9)).findings.map(inShort)).toEqual(['cleared low'])
})

describe('a home whose gateway does not hear its devices', () => {
  const connected = gatewayHeard(plan, emptyState(), { gateway: 'gw-1', online: true, at: hours(-1) })
  const radio = (state: PatientState, hears: boolean, hour: number, gateway = 'gw-1') =>
    gatewayHeard(plan, state, { gateway, of: 'radio', online: hears, at: hours(hour) })
  const at = (state: PatientState, hour: number) => tick(plan, state, Math.round(hours(hour)), hours(-10))

  test.each([
    [0.99, []],
    [1, ['raised low']],
    [59, ['raised low']],
    [60, ['raised medium']],
  ])('is told %d minutes after the gateway has said so: %j', (minutes, expected) => {
    expect(at(radio(connected, false, 1), 1 + minutes / 60).findings.map(inShort)).toEqual(expected)
  })

  test('is told as what it is, and is over when the radio hears again', () => {
    const told = at(radio(connected, false, 1), 1.1)
    expect(told.findings[0]?.words.en.title).toBe('The gateway in the home does not hear the devices')
    const over = at(radio(told.state, true, 1.2), 1.2)
    expect(over.findings.map(({ change, words }) => [change, words.en.title])).toEqual([
      ['cleared', 'The gateway hears the devices again'],
    ])
  })

  test('is not told while another gateway of the home hears them', () => {
    const both = gatewayHeard(plan, connected, { gateway: 'gw-2', online: true, at: hours(-1) })
    expect(at(radio(both, false, 1), 2).findings).toEqual([])
    expect(at(radio(radio(both, false, 1), false, 1, 'gw-2'), 2).findings.map(inShort)).toEqual(['raised medium'])
  })

  test('stays one alert with what is missing for it, also when the gateway is lost on top of it, and ends with both', () => {
    const told = at(radio(connected, false, 1), 30)
    expect(told.findings.map(inShort)).toEqual(['raised medium'])
    const gone = at(gatewayHeard(plan, told.state, { gateway: 'gw-1', online: false, at: hours(30) }), 32)
    expect(gone.findings).toEqual([])
    const back = gatewayHeard(plan, gone.state, { gateway: 'gw-1', online: true, at: hours(33) })
    expect(at(radio(back, true, 33), 33.5).findings.map(inShort)).toEqual(['cleared low'])
  })
})
