import type { GatewaySummary } from '@kotisilta/contract'
import { expect, it } from 'vitest'
import { inOrder } from './in-order.ts'

const gateway = (id: string, more: Partial<GatewaySummary> = {}): GatewaySummary => ({
  id,
  home: `home of ${id}`,
  place: null,
  partition: '17',
  online: true,
  since: '2026-11-26T08:00:00.000Z',
  lastHeard: null,
  state: null,
  certificateEnds: null,
  revokedAt: null,
  lanes: [],
  findings: [],
  ...more,
})
const finding = { code: 'topic-not-own' as const, count: 1, firstAt: '', lastAt: '', detail: '' }
const ids = (gateways: GatewaySummary[]) => gateways.map(({ id }) => id)

it('puts first what has findings, then what has gone, then the others by name', () => {
  const all = [
    gateway('d'),
    gateway('c', { online: false }),
    gateway('b', { findings: [finding] }),
    gateway('a'),
    gateway('e', { online: false, since: null }),
  ]
  expect(ids(inOrder(all, ''))).toEqual(['b', 'c', 'a', 'd', 'e'])
})

it('finds by name, home, place and device, whatever the case', () => {
  const all = [
    gateway('gw-1', { place: 'Lehtikatu 4 Mikkeli' }),
    gateway('gw-2', { state: { devices: [{ device: 'ble:c80f10a1b2c3' }] } }),
  ]
  expect(ids(inOrder(all, 'LEHTI'))).toEqual(['gw-1'])
  expect(ids(inOrder(all, 'c80f'))).toEqual(['gw-2'])
  expect(ids(inOrder(all, 'home of gw-2 '))).toEqual(['gw-2'])
  expect(ids(inOrder(all, 'nowhere'))).toEqual([])
})
