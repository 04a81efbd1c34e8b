import { systemClock } from '@kotisilta/contract'
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import type { OutboxEntry } from '../outbox/outbox.ts'
import { express } from './express.ts'

afterEach(() => void vi.useRealTimers())

const alarm = (body: string): OutboxEntry => ({ lane: 'urgent', importance: 'vital', body })

it('says that something is to be sent, and that it has arrived once all of it is acknowledged, in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 }), async (order) => {
      let sent = 0
      const way = express(systemClock, () => sent++)
      const { epoch } = way.outbox.state()
      let arrived = false
      const added = way.add(order.map((_, index) => alarm(`"${index}"`))).then(() => {
        arrived = true
      })
      expect(sent).toBe(1)
      for (const seq of order) {
        await Promise.resolve()
        expect(arrived).toBe(false)
        way.outbox.acknowledge('urgent', epoch, { seqs: [seq] })
      }
      await added
      expect(way.outbox.state().waiting.urgent).toBe(0)
    }),
    { numRuns: 30 },
  )
})

it('refuses what has not arrived in half a minute, so that the device calls again, and goes on sending it', async () => {
  vi.useFakeTimers()
  const way = express(systemClock, () => {})
  const refused = expect(way.add([alarm('"a"'), alarm('"b"')])).rejects.toMatchObject({ code: 'store-failed' })
  way.outbox.acknowledge('urgent', way.outbox.state().epoch, { seqs: [1] })
  await vi.advanceTimersByTimeAsync(30_000)
  await refused
  expect(way.outbox.next('urgent', 0)?.bodies).toEqual(['"b"'])
})

it('hands what does not fit in memory back at once', async () => {
  const way = express(systemClock, () => {})
  const many = way.add(Array.from({ length: 1_000 }, (_, index) => alarm(`"${index}"`)))
  await expect(way.add([alarm('"more"')])).rejects.toMatchObject({ code: 'store-full' })
  way.outbox.acknowledge('urgent', way.outbox.state().epoch, { upTo: 1_000 })
  await many
})
