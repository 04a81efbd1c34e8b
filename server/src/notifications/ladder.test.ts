import type { Priority } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { afterOne, type Rung, rungDue } from './ladder.ts'
import { type MessageState, queued } from './message.ts'

const NOW = Date.parse('2026-11-26T02:13:00.000Z')
const rung = (rank: number, more: Partial<MessageState> = {}): Rung => ({
  id: `m${rank}`,
  rank,
  state: { ...queued(NOW, NOW), ...more },
})
const after = (changed: Rung, others: Rung[], priority: Priority = 'medium') =>
  afterOne([changed, ...others], changed, priority)

test('each way has its time before the next is tried; for a high alert fifteen seconds', () => {
  expect([0, 1, 2].map((rank) => rungDue(rank, 'high', NOW) - NOW)).toEqual([0, 15_000, 30_000])
})

test('when a way has failed the next that has not been tried comes at once, and none before it', () => {
  const failed = rung(1, { status: 'failed', code: 'no-receipt', attempts: 1 })
  expect(after(failed, [rung(0), rung(2), rung(3)])).toEqual({ now: 'm2', needless: [] })
  expect(after(failed, [rung(2, { status: 'accepted', attempts: 1 }), rung(3)]).now).toBe('m3')
})

test('for a high alert the first failed attempt is enough; for others the way has its attempts', () => {
  const retried = rung(0, { status: 'queued', code: 'timed-out', attempts: 1 })
  expect(after(retried, [rung(1)], 'high').now).toBe('m1')
  expect(after(retried, [rung(1)]).now).toBeUndefined()
})

test('where it has arrived the other ways are not needed, but for a high alert every way is tried', () => {
  const delivered = rung(0, { status: 'delivered', attempts: 1 })
  expect(after(delivered, [rung(1), rung(2)]).needless).toEqual(['m1', 'm2'])
  expect(after(delivered, [rung(1), rung(2)], 'high').needless).toEqual([])
})

test('that a provider took it says nothing: the next way keeps its time', () => {
  expect(after(rung(0, { status: 'accepted', due: null, attempts: 1 }), [rung(1)])).toEqual({
    now: undefined,
    needless: [],
  })
})

test('quiet hours and too many messages on one way send the next one', () => {
  expect(after(rung(0, { status: 'expired', code: 'quiet-hours' }), [rung(1)]).now).toBe('m1')
  expect(after(rung(0, { status: 'expired', code: 'taken' }), [rung(1)])).toEqual({ now: undefined, needless: [] })
  expect(after(rung(0, { status: 'expired', code: 'on-screen' }), [rung(1)]).needless).toEqual(['m1'])
})
