import { type Lane, systemClock } from '@kotisilta/contract'
import { expect, it, vi } from 'vitest'
import type { Outbox, OutboxMessage } from '../outbox/outbox.ts'
import { type LaneSender, laneSender } from './lane-sender.ts'
import { UPLINK_TIMING } from './timing.ts'

/** An outbox that takes its time over each message, with a disk that is asked when it is safe. */
function slowOutbox(lane: Lane, messages: number, took: number, synced: () => Promise<void>) {
  const forgotten: number[][] = []
  const formed: number[] = []
  const waste = (): void => {
    for (const until = performance.now() + took; performance.now() < until; );
  }
  const outbox: Outbox = {
    append() {},
    next(_, after): OutboxMessage | undefined {
      if (after >= messages) return undefined
      waste()
      formed.push(after + 1)
      return { lane, epoch: 'e', seq: after + 1, bodies: [`"${after + 1}"`] }
    },
    acknowledge(_, __, which) {
      if (!('seqs' in which) || which.seqs.length === 0) return
      waste()
      forgotten.push([...which.seqs])
    },
    synced,
    state: () => ({ epoch: 'e', waiting: { items: messages, urgent: 0 }, bytes: 0, dropped: 0, damaged: 0 }),
  }
  return { outbox, forgotten, formed }
}

function sending(lane: Lane, outbox: Outbox) {
  const acknowledge: (() => void)[] = []
  const sender: LaneSender = laneSender({
    lane,
    topic: 't',
    window: 16,
    outbox,
    connection: { publish: (_, __, ___, done) => acknowledge.push(done), drop() {} },
    timing: UPLINK_TIMING,
    clock: systemClock,
    progressed() {},
    storeFailed(error) {
      throw error
    },
  })
  return { sender, acknowledge }
}

const safe = (): Promise<void> => Promise.resolve()
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 1 })

it('forms and forgets a backlog in slices, between which the gateway hears what its devices call', async () => {
  const { outbox, forgotten, formed } = slowOutbox('items', 16, 8, safe)
  const { sender, acknowledge } = sending('items', outbox)
  sender.acknowledgedBy('puback')
  const turns: number[] = []
  const turn = setInterval(() => turns.push(formed.length), 0)
  sender.pump()
  await until(() => expect(acknowledge).toHaveLength(16))
  for (const done of acknowledge.splice(0)) done()
  await until(() => expect(forgotten.flat()).toHaveLength(16))
  clearInterval(turn)
  // 16 messages in one go would be one turn.
  expect(new Set(turns).size).toBeGreaterThan(3)
  expect(Math.max(...forgotten.map(({ length }) => length))).toBeLessThanOrEqual(2)
})

it('publishes an alarm before the disk has it safe, and everything else after', async () => {
  const card = Promise.withResolvers<void>()
  const slow = (): Promise<void> => card.promise
  const alarm = sending('urgent', slowOutbox('urgent', 1, 0, slow).outbox)
  const reading = sending('items', slowOutbox('items', 1, 0, slow).outbox)
  alarm.sender.pump()
  reading.sender.pump()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect([alarm.acknowledge.length, reading.acknowledge.length]).toEqual([1, 0])
  card.resolve()
  await until(() => expect(reading.acknowledge).toHaveLength(1))
})

it('forgets at its end what has been acknowledged, and touches the disk no more', async () => {
  const { outbox, forgotten, formed } = slowOutbox('items', 40, 1, safe)
  const { sender, acknowledge } = sending('items', outbox)
  sender.acknowledgedBy('puback')
  sender.pump()
  await until(() => expect(acknowledge.length).toBeGreaterThan(3))
  const held = acknowledge.length
  for (const done of acknowledge) done()
  sender.end()
  expect(forgotten.flat()).toHaveLength(held)
  const before = formed.length
  sender.pump()
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect([formed.length, forgotten.flat().length]).toEqual([before, held])
})
