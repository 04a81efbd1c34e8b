import type { Alert } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { alertId, anAlert, byId } from './alert.fixture.ts'
import { countByStatus } from './count-by-status.ts'
import { live, startLive } from './live-state.ts'
import { follow, settle } from './queue.ts'
import { stormOf } from './storms.ts'

const inStorm = (n: number, leads: boolean, more: Partial<Alert> = {}): Alert =>
  anAlert(n, 'low', {
    problem: 'silence',
    rule: 'silence',
    stillTrue: true,
    storm: { id: alertId(900), since: '2026-11-21T00:00:00.000Z', leads },
    ...more,
  })

const leader = inStorm(1, true)
const others = Array.from({ length: 999 }, (_, n) => inStorm(n + 2, false, n < 3 ? { stillTrue: false } : {}))
const sos = anAlert(1_500, 'high')
const alerts = byId(leader, ...others, sos)

test('a thousand homes with one cause are one row of the queue, under the SOS in their midst', () => {
  expect(settle(alerts).settled).toEqual([sos.id, leader.id])
  expect(follow(settle(byId(leader)), alerts)).toEqual({ settled: [leader.id], arrived: [sos.id] })
})

test('what stood on its own before stays in its place until the queue is put in order', () => {
  const alone = anAlert(2, 'low', { problem: 'silence', rule: 'silence' })
  const before = settle(byId(leader, alone))
  expect(before.settled).toEqual([leader.id, alone.id])
  expect(follow(before, alerts).settled).toEqual([leader.id, alone.id])
})

test('they count as one, and only what speaks for them makes itself heard', () => {
  expect(countByStatus(alerts)).toEqual({ open: 2, acknowledged: 0, resolved: 0 })
  let state = live(startLive(0), { type: 'synchronised', alerts: [] }, 0)
  for (const alert of [leader, ...others.slice(0, 20)]) state = live(state, { type: 'alert', alert }, 1)
  expect(state.news.map(({ alert }) => alert)).toEqual([leader.id])
})

test('how many there are, are over and have nobody is known of the row', () => {
  const size = stormOf(alerts, leader)
  expect([size?.members.length, size?.over, size?.open]).toEqual([1_000, 3, 1_000])
  expect(size?.members[0]).toBe(leader)
  expect(stormOf(alerts, sos)).toBeUndefined()
})
