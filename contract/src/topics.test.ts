import { expect, test } from 'vitest'
import { parseTopic, TOPIC_LEAVES, topicOf } from './topics.ts'

test('a topic that is made can be read again', () => {
  expect(TOPIC_LEAVES.length).toBeGreaterThan(5)
  for (const leaf of TOPIC_LEAVES) {
    expect(parseTopic(topicOf('17', 'gw-1', leaf))).toEqual({ partition: '17', gateway: 'gw-1', leaf })
  }
})

test.each([
  'kotisilta/v1/64/gw-1/items',
  'kotisilta/v1/7/gw-1/items',
  'kotisilta/v2/17/gw-1/items',
  'kotisilta/v1/17/GW/items',
  'kotisilta/v1/17/gw-1/other',
  'kotisilta/v1/17/gw-1/items/more',
  'kotisilta/v1/17/+/items',
  '$SYS/kotisilta/v1/17/gw-1/items',
  '',
])('%s is none of ours', (topic) => {
  expect(parseTopic(topic)).toBeUndefined()
})
