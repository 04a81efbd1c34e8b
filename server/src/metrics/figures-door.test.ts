import { expect, test } from 'vitest'
import { figuresDoor, isNetwork } from './figures-door.ts'

const TOKEN = 'a token of at least sixteen'
const from = (address: string, more: { forwarded?: boolean; bearer?: string } = {}) => ({
  address,
  forwarded: false,
  bearer: undefined,
  ...more,
})

test('without a word only this machine reads the figures', () => {
  const may = figuresDoor({ token: undefined, networks: [] })
  for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])
    expect(may(from(address)), address).toBe(true)
  for (const address of ['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', 'nonsense', '']) {
    expect(may(from(address)), address).toBe(false)
  }
  expect(may(from('10.0.0.1', { bearer: TOKEN }))).toBe(false)
})

test('what came through a proxy on this machine did not come from this machine', () => {
  const may = figuresDoor({ token: TOKEN, networks: [] })
  expect(may(from('127.0.0.1', { forwarded: true }))).toBe(false)
  expect(may(from('127.0.0.1', { forwarded: true, bearer: TOKEN }))).toBe(true)
})

test('the token opens from anywhere, another does not', () => {
  const may = figuresDoor({ token: TOKEN, networks: [] })
  expect(may(from('203.0.113.9', { bearer: TOKEN }))).toBe(true)
  for (const bearer of ['', 'a token', `${TOKEN} `]) expect(may(from('203.0.113.9', { bearer }))).toBe(false)
})

test('networks that are named open, and no other', () => {
  const may = figuresDoor({ token: undefined, networks: ['10.1.0.0/16', 'fd00::/8', '192.0.2.7'] })
  for (const address of ['10.1.255.1', '::ffff:10.1.0.1', 'fd12::1', '192.0.2.7'])
    expect(may(from(address)), address).toBe(true)
  for (const address of ['10.2.0.1', 'fe80::1', '192.0.2.8']) expect(may(from(address)), address).toBe(false)
})

test.each([
  ['10.0.0.0/8', true],
  ['10.0.0.0/33', false],
  ['::1/128', true],
  ['::1/129', false],
  ['example.org', false],
  ['10.0.0.0/8/8', false],
  ['10.0.0.0/', false],
])('%s is a network: %s', (text, is) => {
  expect(isNetwork(text)).toBe(is)
})
