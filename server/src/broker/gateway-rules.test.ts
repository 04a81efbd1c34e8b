import { topicOf } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownTopics } from '../gateways/registry.ts'
import { mayReceive, nameMissing, publishKind, refusedConnect, subscriptionKind } from './gateway-rules.ts'

const identity = { id: 'gw-000001', partition: '17', trustedFrom: 0 }
const session = { identity, topics: ownTopics(identity) }
const own = (leaf: Parameters<typeof topicOf>[2]) => topicOf('17', 'gw-000001', leaf)

test('a gateway publishes items, urgent, state and result under its own name, and nothing else', () => {
  expect(publishKind(session, own('items'))).toBe('items')
  expect(publishKind(session, own('urgent'))).toBe('urgent')
  expect(publishKind(session, own('state'))).toBe('state')
  expect(publishKind(session, own('result'))).toBe('result')
  for (const topic of [own('ack'), own('config'), own('command')]) expect(publishKind(session, topic)).toBeUndefined()
})

test('it subscribes to ack, config and command, each by its full name', () => {
  for (const leaf of ['ack', 'config', 'command'] as const) expect(subscriptionKind(session, own(leaf))).toBe(leaf)
  for (const leaf of ['items', 'urgent', 'state', 'result'] as const) {
    expect(subscriptionKind(session, own(leaf))).toBeUndefined()
  }
})

test('another partition, another name, a wildcard, $SYS, a deeper or longer topic: never, either way', () => {
  const piece = fc.constantFrom(
    'kotisilta',
    'v1',
    '17',
    '18',
    'gw-000001',
    'gw-000002',
    'items',
    'config',
    '+',
    '#',
    '',
    '$SYS',
    'x',
  )
  const mine = new Set(Object.values(session.topics))
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 7 }), (pieces) => {
      const topic = pieces.join('/')
      if (mine.has(topic)) return
      expect(publishKind(session, topic)).toBeUndefined()
      expect(subscriptionKind(session, topic)).toBeUndefined()
      expect(mayReceive(session, topic)).toBe(false)
    }),
  )
})

test('its client id is its own name or that with :urgent, and its will is its state', () => {
  const connect = { clientId: 'gw-000001', clean: true, will: undefined }
  expect(refusedConnect(connect, session)).toBeUndefined()
  expect(refusedConnect({ ...connect, clientId: 'gw-000001:urgent' }, session)).toBeUndefined()
  for (const clientId of ['gw-000002', 'gw-000001:other', 'GW-000001', '', 'gw-000001:urgent:urgent']) {
    expect(refusedConnect({ ...connect, clientId }, session)).toBe('client-id-wrong')
  }
  expect(refusedConnect({ ...connect, will: { topic: own('state') } }, session)).toBeUndefined()
  for (const topic of [own('items'), own('urgent'), topicOf('17', 'gw-000002', 'state'), '$SYS/x']) {
    expect(refusedConnect({ ...connect, will: { topic } }, session)).toBe('will-not-own')
  }
})

test('an empty client id needs a clean session', () => {
  expect(nameMissing({ clientId: '', clean: false, will: undefined })).toBe(true)
  expect(nameMissing({ clientId: '', clean: true, will: undefined })).toBe(false)
  expect(nameMissing({ clientId: 'x', clean: false, will: undefined })).toBe(false)
})
