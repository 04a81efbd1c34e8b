import { expect, test } from 'vitest'
import { allBridges, filterMatches } from './all-bridges.ts'
import { parseMapping } from './mapping-schema.ts'

test.each([
  ['a/#', 'a/b/c', true],
  ['a/#', 'a', true],
  ['a/+', 'a/b', true],
  ['a/+', 'a/b/c', false],
  ['a/+', 'a', false],
  ['+/+/x/#', 'a/b/x/c', true],
  ['a/b', 'a/b', true],
  ['a/b', 'a/B', false],
])('%s is heard as %s: %s', (filter, topic, matches) => {
  expect(filterMatches(filter, topic)).toBe(matches)
})

test('each bridge keeps what it learned, and a topic of none is nobody’s', () => {
  const mapping = parseMapping({
    devices: [{ device: 'mqtt:b', topic: 'b', says: [{ means: 'alive-test', when: '1' }] }],
  })
  const bridges = allBridges('error' in mapping ? {} : { mapping: mapping.value })
  const hear = (topic: string, payload: string) => bridges.hear({ topic, payload, now: 0 })
  expect(hear('elsewhere', '1')).toBeUndefined()
  expect(hear('b', '1')).toEqual([
    { device: 'mqtt:b', decoded: { items: [{ type: 'event', kind: 'alive-test', urgent: true }] } },
  ])
  expect(hear('hall', 'ON')).toBeUndefined()
  expect(hear('homeassistant/binary_sensor/d/config', '{"stat_t":"hall","dev_cla":"door","uniq_id":"d"}')).toEqual([])
  expect(hear('hall', 'ON')).toMatchObject([{ device: 'mqtt:d', decoded: { items: [{ kind: 'door-opened' }] } }])
  expect(bridges.topics()).toEqual(['zigbee2mqtt/#', '+/+/BTtoMQTT/#', 'homeassistant/#', 'hall', 'b'])
})

test('what was known can be kept as JSON and given to others, which then go on from it', () => {
  const before = allBridges()
  const hear = (bridges: typeof before, payload: string) => bridges.hear({ topic: 'hall', payload, now: 0 })
  before.hear({
    topic: 'homeassistant/binary_sensor/d/config',
    payload: '{"stat_t":"hall","dev_cla":"door","uniq_id":"d"}',
    now: 0,
  })
  expect(hear(before, 'ON')).toHaveLength(1)
  const after = allBridges()
  after.restore(JSON.parse(JSON.stringify(before.states())))
  expect(hear(after, 'ON')).toEqual([{ device: 'mqtt:d', decoded: { items: [] } }])
  expect(hear(after, 'OFF')).toMatchObject([{ decoded: { items: [{ kind: 'door-closed' }] } }])
  after.restore({})
  expect(hear(after, 'ON')).toBeUndefined()
})
