import { type AckMessage, type Clock, KotisiltaError, type Lane, type Milliseconds } from '@kotisilta/contract'
import type { Outbox, OutboxMessage } from '../outbox/outbox.ts'
import type { Connection } from './connection.ts'
import { payloadOf } from './payload.ts'
import type { UplinkTiming } from './timing.ts'

/** A message that was sent and is not yet acknowledged. */
interface Flight {
  sentAt: Milliseconds
  /** The broker has it. */
  broker: boolean
  resent: number
}

export interface LaneSenderOptions {
  readonly lane: Lane
  readonly topic: string
  /** Most messages in flight. */
  readonly window: number
  readonly outbox: Outbox
  readonly connection: Connection
  readonly timing: UplinkTiming
  readonly clock: Clock
  /** Something was acknowledged and forgotten. */
  progressed(): void
  /** The disk does not let us go on. */
  storeFailed(error: KotisiltaError): void
}

/** Sends one lane of the outbox over one connection, in order, and forgets what is acknowledged. */
export interface LaneSender {
  /** Sends what waits, as far as the window allows. */
  pump(): void
  /** Whose acknowledgement counts; the server's until this was called. */
  acknowledgedBy(who: 'puback' | 'server'): void
  serverAck(ack: AckMessage): void
  /** To be called about once a second: gives up a dead connection, sends again what the server has not confirmed. */
  tick(): void
}

export function laneSender(options: LaneSenderOptions): LaneSender {
  const { lane, outbox, connection, timing } = options
  const flights = new Map<number, Flight>()
  const { epoch } = outbox.state()
  let by: 'puback' | 'server' = 'server'
  let highest = 0
  /** Acknowledged, but not yet forgotten on the disk. */
  let settled: number[] = []
  let settledUpTo = 0
  let settling = false

  function send(message: OutboxMessage, resent: number): void {
    const flight: Flight = { sentAt: performance.now(), broker: false, resent }
    flights.set(message.seq, flight)
    connection.publish(options.topic, payloadOf(message, options.clock.now()), false, () => {
      // Only the latest sending of a message has a say; an earlier one's PUBACK says nothing new.
      if (flights.get(message.seq) !== flight) return
      flight.broker = true
      if (by === 'puback') settle([message.seq])
    })
  }

  function settle(seqs: readonly number[]): void {
    for (const seq of seqs) flights.delete(seq)
    settled.push(...seqs)
    if (settling || !unsettled()) return
    settling = true
    // Acknowledgements come in packs: one commit for those of one turn.
    setImmediate(() => {
      settling = false
      forget()
    })
  }

  const unsettled = (): boolean => settled.length > 0 || settledUpTo > 0

  function forget(): void {
    guarded(() => {
      outbox.acknowledge(lane, epoch, { seqs: settled })
      outbox.acknowledge(lane, epoch, { upTo: settledUpTo })
      settled = []
      settledUpTo = 0
    })
    options.progressed()
    pump()
  }

  function guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof KotisiltaError)) throw error
      options.storeFailed(error)
    }
  }

  function pump(): void {
    guarded(() => {
      while (flights.size < options.window) {
        const message = outbox.next(lane, highest)
        if (message === undefined) return
        highest = message.seq
        send(message, 0)
      }
    })
  }

  function resend(seq: number, resent: number): void {
    const message = outbox.next(lane, seq - 1)
    if (message?.seq === seq) send(message, resent)
    else flights.delete(seq)
  }

  return {
    pump,
    acknowledgedBy(who) {
      by = who
      if (who === 'puback') settle([...flights].filter(([, { broker }]) => broker).map(([seq]) => seq))
    },
    serverAck(ack) {
      if (ack.lane !== lane || ack.epoch !== epoch) return
      settledUpTo = Math.max(settledUpTo, ack.seq)
      settle([...flights.keys()].filter((seq) => seq <= ack.seq))
    },
    tick() {
      const now = performance.now()
      if (unsettled() && !settling) forget()
      else pump()
      for (const [seq, { sentAt, broker, resent }] of flights) {
        const waited = now - sentAt
        if (!broker && waited > timing.puback[lane]) {
          return connection.drop(`no PUBACK for message ${seq} of ${lane} within ${timing.puback[lane]} ms`)
        }
        const patience = Math.min(timing.serverAckMost, timing.serverAck * 2 ** resent)
        if (broker && waited > patience) guarded(() => resend(seq, resent + 1))
      }
    },
  }
}
