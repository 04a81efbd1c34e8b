import { KotisiltaError, type Lane, type Milliseconds, newUlid } from '@kotisilta/contract'
import type { Outbox, OutboxMessage } from './outbox.ts'

/** More calls for help than that nobody in one home has made while the disk takes nothing. */
const MOST = 1_000

/**
 * An outbox of alarms that the disk does not take: they are sent from memory, each under an epoch that ends with the process.
 *
 * @param arrived told when one is acknowledged
 */
export function memoryOutbox(now: Milliseconds, arrived: (body: string) => void): Outbox {
  const epoch = newUlid(now)
  const messages = new Map<number, OutboxMessage>()
  let seq = 0
  const sizeOf = (): number =>
    [...messages.values()].reduce((sum, { bodies }) => sum + Buffer.byteLength(bodies.join('')), 0)

  return {
    append(entries) {
      if (messages.size + entries.length > MOST) throw new KotisiltaError('store-full', 'too many alarms in memory')
      for (const { lane, body } of entries) {
        seq += 1
        messages.set(seq, { lane, epoch, seq, bodies: [body] })
      }
    },
    next: (lane: Lane, after) => [...messages.values()].find((message) => message.lane === lane && message.seq > after),
    acknowledge(_lane, ofEpoch, which) {
      if (ofEpoch !== epoch) return
      const seqs = 'seqs' in which ? which.seqs : [...messages.keys()].filter((each) => each <= which.upTo)
      for (const each of seqs) {
        const message = messages.get(each)
        messages.delete(each)
        for (const body of message?.bodies ?? []) arrived(body)
      }
    },
    synced: () => Promise.resolve(),
    state: () => ({ epoch, waiting: { items: 0, urgent: messages.size }, bytes: sizeOf(), dropped: 0, damaged: 0 }),
  }
}
