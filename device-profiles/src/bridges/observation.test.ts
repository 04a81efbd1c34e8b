import { describe, expect, test } from 'vitest'
import { frameOf } from '../../test/captures.ts'
import { homeAssistant } from './home-assistant.ts'
import { type LastSaid, type Observation, whatIsNew } from './observation.ts'
import { zigbee2mqtt } from './zigbee2mqtt.ts'

/** The kinds that a row of observations gives, one after the other. */
function kindsOf(observations: readonly Observation[], role?: 'bed' | 'chair' | 'sos', every = 1000): string[] {
  let last: LastSaid | undefined
  return observations.flatMap((each, index) => {
    const { said, items } = whatIsNew(last, [each], { role, now: index * every })
    last = said
    return items.map(({ kind }) => kind)
  })
}

const open = (value: boolean): Observation => ({ what: 'open', value })
const occupied = (value: boolean): Observation => ({ what: 'occupied', value })
const online = (value: boolean): Observation => ({ what: 'online', value })
const sos: Observation = { what: 'sos', value: true }

describe('what is new', () => {
  test('in a door is each change, and an open one when first seen', () => {
    expect(kindsOf([open(false), open(false), open(true), open(true), open(false)])).toEqual([
      'door-opened',
      'door-closed',
    ])
    expect(kindsOf([open(true), open(true)])).toEqual(['door-opened'])
  })

  test('in a mat under a bed is who comes and goes', () => {
    expect(kindsOf([open(true), open(false), open(false), open(true)], 'bed')).toEqual(['bed-entered', 'bed-left'])
    expect(kindsOf([occupied(false), occupied(true), occupied(false)], 'chair')).toEqual(['motion', 'motion'])
  })

  test('in a connection is its loss, and its return', () => {
    expect(kindsOf([online(true), online(false), online(false), online(true)])).toEqual([
      'device-offline',
      'device-online',
    ])
  })

  test('in calls for help is each, but for the echo of one within ten seconds', () => {
    expect(kindsOf([sos, sos], undefined, 9_999)).toEqual(['sos-pressed'])
    expect(kindsOf([sos, sos], undefined, 10_000)).toEqual(['sos-pressed', 'sos-pressed'])
    expect(kindsOf([{ what: 'sos', value: false }])).toEqual([])
  })

  test('in buttons is only what is meant for help', () => {
    const pressed = (action: string): Observation => ({ what: 'pressed', action })
    expect(kindsOf([pressed('single'), pressed('brightness_up')])).toEqual([])
    expect(kindsOf([pressed('SOS'), pressed('emergency'), pressed('panic_hold')])).toHaveLength(3)
    expect(kindsOf([pressed('single')], 'sos')).toEqual(['sos-pressed'])
  })

  test('in a battery is another level, however long the silence; in a weight also the same one after a minute', () => {
    const battery: Observation = { what: 'measured', kind: 'battery-level', value: 80 }
    const weight: Observation = { what: 'measured', kind: 'body-weight', value: 70 }
    expect(kindsOf([battery, battery], undefined, 86_400_000)).toHaveLength(1)
    expect(kindsOf([weight, weight], undefined, 59_999)).toHaveLength(1)
    expect(kindsOf([weight, weight], undefined, 60_000)).toHaveLength(2)
  })
})

describe('more than a home can have', () => {
  test('is told, not kept', () => {
    const bridge = zigbee2mqtt()
    const list = Array.from({ length: 501 }, (_, index) => ({
      ieee_address: `0x${index.toString(16).padStart(16, '0')}`,
      friendly_name: `d${index}`,
      definition: { exposes: [] },
    }))
    const refused = bridge.step(bridge.initial, {
      topic: 'zigbee2mqtt/bridge/devices',
      payload: JSON.stringify(list),
      now: 0,
    })
    expect(refused.heard).toMatchObject([{ decoded: { error: { code: 'payload-invalid' } } }])
  })

  test('a list of 300 devices with all that they expose is read', () => {
    const bridge = zigbee2mqtt()
    const many = Array.from({ length: 40 }, (_, index) => ({
      type: 'numeric',
      name: `n${index}`,
      property: `n${index}`,
      description: 'x'.repeat(80),
    }))
    const exposes = [
      ...many,
      { type: 'binary', name: 'contact', property: 'contact', value_on: false, value_off: true },
    ]
    const list = Array.from({ length: 300 }, (_, index) => ({
      ieee_address: `0x${index.toString(16).padStart(16, '0')}`,
      friendly_name: `d${index}`,
      definition: { exposes },
    }))
    const payload = JSON.stringify(list)
    expect(payload.length).toBeGreaterThan(1_000_000)
    const { state } = bridge.step(bridge.initial, { topic: 'zigbee2mqtt/bridge/devices', payload, now: 0 })
    expect(bridge.step(state, { topic: 'zigbee2mqtt/d7', payload: '{"contact":false}', now: 0 }).heard).toMatchObject([
      { device: 'zigbee:0000000000000007', decoded: { items: [{ kind: 'door-opened' }] } },
    ])
  })

  test('topics that were learned are listened to', () => {
    const bridge = homeAssistant()
    const payload = JSON.stringify({ stat_t: 'hall/door', dev_cla: 'door', uniq_id: 'd', avty_t: 'hall/status' })
    const { state } = bridge.step(bridge.initial, { topic: 'homeassistant/binary_sensor/d/config', payload, now: 0 })
    expect(bridge.topics(state)).toEqual(['homeassistant/#', 'hall/door', 'hall/status'])
  })

  test('bytes that are no UTF-8 are refused', () => {
    const bridge = homeAssistant()
    const payload = frameOf('7bff7d')
    const { heard } = bridge.step(bridge.initial, { topic: 'homeassistant/sensor/d/config', payload, now: 0 })
    expect(heard).toMatchObject([{ decoded: { error: { code: 'payload-not-utf8' } } }])
  })
})
