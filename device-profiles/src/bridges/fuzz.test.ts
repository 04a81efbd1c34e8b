import { eventSchema, readingSchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DECODE_ERROR_CODES } from '../decoded.ts'
import type { Bridge, BridgeState, Heard } from './bridge.ts'
import { homeAssistant } from './home-assistant.ts'
import { mapped } from './mapping.ts'
import { parseMapping } from './mapping-schema.ts'
import { theengs } from './theengs.ts'
import { zigbee2mqtt } from './zigbee2mqtt.ts'

const mapping = parseMapping({
  devices: [
    {
      device: 'mqtt:{serial}',
      topic: 'm/{serial}',
      says: [
        { means: 'sos-pressed', when: '1' },
        { field: 'a', means: 'body-weight', unit: 'lb', time: 'b' },
        { means: 'blood-pressure', systolic: 'a', diastolic: 'b', unit: 'kPa' },
      ],
    },
  ],
})
if ('error' in mapping) throw new TypeError(mapping.error.message)

const BRIDGES: readonly (readonly [name: string, bridge: Bridge<BridgeState>, topics: readonly string[]])[] = [
  [
    'zigbee2mqtt',
    zigbee2mqtt() as Bridge<BridgeState>,
    ['bridge/devices', 'bridge/state', 'a', 'a/availability', 'constructor', '__proto__'].map(
      (end) => `zigbee2mqtt/${end}`,
    ),
  ],
  ['theengs', theengs, ['home/x/BTtoMQTT/C8478CC09589', 'home/x/BTtoMQTT/']],
  [
    'home-assistant',
    homeAssistant() as Bridge<BridgeState>,
    [
      'homeassistant/binary_sensor/a/config',
      'homeassistant/device/a/config',
      'homeassistant/sensor/a/config',
      'a',
      '__proto__',
    ],
  ],
  ['mapping', mapped(mapping.value) as Bridge<BridgeState>, ['m/a', 'm/__proto__', 'm/', 'm/ ']],
]

const word = fc.constantFrom<unknown>(
  ...[
    'binary',
    'enum',
    'contact',
    'action',
    'a',
    'a',
    'ON',
    'online',
    'door',
    'battery',
    '%',
    'kg',
    '__proto__',
    'constructor',
  ],
  ...[
    '0x00158d0001a2b3c4',
    '{{ value_json.a }}',
    '{{ value }}',
    true,
    false,
    1,
    72.5,
    1e300,
    null,
    '2026-11-21T08:00Z',
  ],
)
const key = fc.constantFrom(
  ...[
    'ieee_address',
    'friendly_name',
    'definition',
    'exposes',
    'type',
    'name',
    'property',
    'value_on',
    'features',
    'a',
    'b',
  ],
  ...[
    'stat_t',
    'state_topic',
    'dev_cla',
    'unit_of_meas',
    'val_tpl',
    'uniq_id',
    'dev',
    'ids',
    'cmps',
    'p',
    'topic',
    'payload',
  ],
  ...[
    'weight',
    'unit',
    'weighing_mode',
    'act_bpm',
    'batt',
    'open',
    'contact',
    'action',
    'state',
    '__proto__',
    'constructor',
  ],
)
const { value: thing } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.jsonValue(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  ),
}))

function expectSane(heard: readonly Heard[]): void {
  for (const { device = 'mqtt:bridge', decoded } of heard) {
    expect(device).toMatch(/^[a-z0-9]{1,16}:[a-z0-9._-]{1,64}$/)
    if ('error' in decoded) {
      expect(DECODE_ERROR_CODES).toContain(decoded.error.code)
      continue
    }
    for (const item of decoded.items) {
      const whole = {
        at: '2026-11-21T08:00:00.000Z',
        ...item,
        id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
        device,
        clock: 'gateway',
      }
      const parsed = (item.type === 'reading' ? readingSchema : eventSchema).safeParse(whole)
      if (!parsed.success) expect.fail(`${JSON.stringify(item)}: ${parsed.error.message}`)
    }
  }
}

describe.each(BRIDGES)('%s', (_, bridge, topics) => {
  const topic = fc.oneof(fc.constantFrom(...topics), fc.string())
  const text = fc.oneof(
    thing.map((value) => JSON.stringify(value)),
    fc.array(thing, { maxLength: 3 }).map((value) => JSON.stringify(value)),
    fc.string(),
    fc.constantFrom('online', 'ON', '1', ''),
  )

  test('makes steps of any conversation, and remembers nothing but plain data', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(topic, text), { maxLength: 8 }), (messages) => {
        let state = bridge.initial
        for (const [index, [where, payload]] of messages.entries()) {
          const before = structuredClone(state)
          const step = bridge.step(state, { topic: where, payload, now: index * 1000 }, () => 'bed')
          expect(state).toEqual(before)
          expectSane(step.heard)
          state = step.state
        }
        expect(JSON.parse(JSON.stringify(state))).toEqual(state)
        expect(bridge.topics(state).length).toBeGreaterThan(0)
      }),
      { numRuns: 600 },
    )
  })

  test('takes any bytes', () => {
    fc.assert(
      fc.property(topic, fc.uint8Array({ maxLength: 100 }), (where, payload) =>
        expectSane(bridge.step(bridge.initial, { topic: where, payload, now: 0 }).heard),
      ),
    )
  })
})
