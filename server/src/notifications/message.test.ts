import { CHANNELS, PRIORITY_RANK, type Priority } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  after,
  CHANNEL_TIMES,
  isOver,
  isUnderWay,
  type MessageEvent,
  type MessageState,
  queued,
  RUNG_WAIT,
  USEFUL_FOR,
} from './message.ts'

const NOW = Date.parse('2026-11-26T02:13:00.000Z')
const SMS = { channel: 'sms', priority: 'high' } as const
const refused = { type: 'refused', code: 'server-error', again: true } as const

/** A message after some events, a second apart. */
function lived(...events: MessageEvent[]): MessageState {
  return events.reduce((state, event, index) => after(state, event, SMS, NOW + index * 1_000), queued(NOW, NOW))
}
const attempt = { type: 'attempt' } as const
const accepted = { type: 'accepted', receipts: true } as const
const arrived = { type: 'receipt', delivered: true } as const

test('a message goes from queued through attempted, accepted and delivered to answered', () => {
  expect(queued(NOW, NOW).status).toBe('queued')
  expect(lived(attempt).status).toBe('attempted')
  expect(lived(attempt, accepted).status).toBe('accepted')
  expect(lived(attempt, accepted, arrived)).toMatchObject({ status: 'delivered', due: null })
  expect(lived(attempt, accepted, arrived, { type: 'answered' })).toMatchObject({ status: 'answered', due: null })
})

test('a refusal that may pass is tried again, each time after twice as long, and then it has failed', () => {
  let state = queued(NOW, NOW)
  let now = NOW
  const waits: number[] = []
  for (;;) {
    state = after(after(state, attempt, SMS, now), refused, SMS, now)
    if (state.due === null) break
    waits.push(state.due - now)
    now = state.due
  }
  expect(waits).toEqual([2_000, 4_000, 8_000])
  expect(state).toMatchObject({ status: 'failed', code: 'server-error', attempts: CHANNEL_TIMES.sms.attempts })
})

test('a provider that says how long it wants to be left alone is left alone for so long', () => {
  const state = lived(attempt, { type: 'refused', code: 'too-fast', again: true, after: 30_000 })
  expect(state).toMatchObject({ status: 'queued', due: NOW + 1_000 + 30_000 })
  const useless = { type: 'refused', code: 'too-fast', again: true, after: USEFUL_FOR.high } as const
  expect(lived(attempt, useless)).toMatchObject({ status: 'failed', code: 'too-fast' })
})

test('a refusal that will not pass is not tried again', () => {
  expect(lived(attempt, { ...refused, code: 'refused', again: false })).toMatchObject({ status: 'failed', attempts: 1 })
})

test('accepted and then nothing is a failure: one moment before the receipt is due it is not, from then on it is', () => {
  const state = lived(attempt, accepted)
  const due = NOW + 1_000 + CHANNEL_TIMES.sms.receipt
  expect(state.due).toBe(due)
  expect(after(state, { type: 'time' }, SMS, due - 1)).toBe(state)
  expect(after(state, { type: 'time' }, SMS, due)).toMatchObject({ status: 'failed', code: 'no-receipt' })
})

test('where the provider says nothing more, accepted is the end of it', () => {
  expect(lived(attempt, { type: 'accepted', receipts: false })).toMatchObject({ status: 'accepted', due: null })
})

test('a stop between the attempt and its answer leads to another attempt', () => {
  const state = lived(attempt)
  expect(state.due).not.toBeNull()
  expect(after(state, attempt, SMS, state.due as number)).toMatchObject({ status: 'attempted', attempts: 2 })
})

test('what nobody needs any more is not sent: late, or taken by somebody', () => {
  const late = NOW + USEFUL_FOR.high
  expect(after(queued(NOW, NOW), { type: 'time' }, SMS, late - 1).status).toBe('queued')
  expect(after(queued(NOW, NOW), { type: 'time' }, SMS, late)).toMatchObject({ status: 'expired', code: 'too-late' })
  expect(lived({ type: 'put-aside', code: 'taken' })).toMatchObject({ status: 'expired', due: null })
  expect(lived(attempt, accepted, arrived, { type: 'put-aside', code: 'taken' }).status).toBe('delivered')
})

test('nobody has answered what was never sent', () => {
  expect(lived({ type: 'answered' }).status).toBe('queued')
})

test('every way of a high alert has been tried before the step is over', () => {
  const stepSeconds = 60
  expect((CHANNELS.length - 2) * RUNG_WAIT.high).toBeLessThan(stepSeconds * 1_000)
  for (const channel of CHANNELS) expect(CHANNEL_TIMES[channel].timeout).toBeLessThanOrEqual(RUNG_WAIT.high)
})

const events: fc.Arbitrary<MessageEvent> = fc.oneof(
  fc.constant<MessageEvent>({ type: 'attempt' }),
  fc.boolean().map((receipts): MessageEvent => ({ type: 'accepted', receipts })),
  fc
    .record({ again: fc.boolean(), wait: fc.integer({ min: 0, max: 10_000_000 }) })
    .map(({ again, wait }): MessageEvent => ({ type: 'refused', code: 'timed-out', again, after: wait })),
  fc.boolean().map((delivered): MessageEvent => ({ type: 'receipt', delivered })),
  fc.constant<MessageEvent>({ type: 'answered' }),
  fc.constant<MessageEvent>({ type: 'put-aside', code: 'taken' }),
  fc.constant<MessageEvent>({ type: 'time' }),
)
const story = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  priority: fc.constantFrom(...(Object.keys(PRIORITY_RANK) as Priority[])),
  steps: fc.array(fc.tuple(events, fc.integer({ min: 0, max: 120_000 })), { maxLength: 40 }),
})

test('in any order of events: what is over stays over, what is not is looked at again, and no message goes on for ever', () => {
  fc.assert(
    fc.property(story, ({ steps, ...kind }) => {
      let now = NOW
      let state = queued(NOW, NOW)
      for (const [event, passed] of steps) {
        now += passed
        const next = after(state, event, kind, now)
        if (isOver(state)) expect(next).toBe(state)
        if (state.status === 'delivered') expect(['delivered', 'answered']).toContain(next.status)
        if (next.due === null) expect(isUnderWay(next) && next.status !== 'accepted').toBe(false)
        if (event.type !== 'attempt') expect(next.attempts).toBe(state.attempts)
        state = next
      }
      for (let looks = 0; state.due !== null && looks < 50; looks++) {
        now = Math.max(now, state.due)
        state = after(state, { type: 'time' }, kind, now)
        if (state.due !== null) state = after(after(state, attempt, kind, now), { ...refused, after: 0 }, kind, now)
      }
      expect(state.due).toBeNull()
    }),
  )
})

test('fault 26: receipts twice, late, contradicting each other, in any order, leave a message that is over as it is', () => {
  const receipts = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(receipts, fc.integer({ min: 0, max: 10 ** 9 }), (said, late) => {
      let state = lived(attempt, accepted)
      const [first] = said
      for (const delivered of said) state = after(state, { type: 'receipt', delivered }, SMS, NOW + 2_000)
      expect(state.status).toBe(first ? 'delivered' : 'failed')
      const lost = after(lived(attempt, accepted), { type: 'time' }, SMS, NOW + 3_600_000)
      expect(after(lost, { type: 'receipt', delivered: true }, SMS, NOW + 3_600_000 + late)).toBe(lost)
    }),
  )
})
