import { type AckMessage, type Clock, KotisiltaError, type Lane, type Milliseconds } from '@kotisilta/contract'
import type { Outbox, OutboxMessage } from '../outbox/outbox.ts'
import type { Connection } from './connection.ts'
import { FIRST_PACE, nextPace } from './pace.ts'
import { payloadOf } from './payload.ts'
import type { UplinkTiming } from './timing.ts'

/** A message that was sent and is not yet acknowledged. */
interface Flight {
  sentAt: Milliseconds
  bytes: number
  /** The broker has it. */
  broker: boolean
  resent: number
}

/** Bytes in a millisecond: a line on which less gets through is none. */
const SLOWEST = 1
/** A backlog is formed and forgotten in slices: in between, the gateway hears what its devices call. */
const SLICE: Milliseconds = 10
/** Messages of up to 500 items each that are forgotten in one slice. */
const FORGOTTEN_TOGETHER = 2

export interface LaneSenderOptions {
  readonly lane: Lane
  readonly topic: string
  /** Most messages in flight. */
  readonly window: number
  readonly outbox: Outbox
  readonly connection: Connection
  readonly timing: UplinkTiming
  readonly clock: Clock
  /** The broker has acknowledged a message, so long after it was sent. */
  heard?(took: Milliseconds): void
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
  /** Since when the oldest of what was sent has been without a PUBACK, by the monotonic clock. */
  unheardSince(): Milliseconds | undefined
  /** To be called about once a second: gives up a dead connection, sends again what the server has not confirmed. */
  tick(): void
  /** The connection is gone: forgets what has been acknowledged, and sends no more. */
  end(): void
}

export function laneSender(options: LaneSenderOptions): LaneSender {
  const { lane, outbox, connection, timing } = options
  const flights = new Map<number, Flight>()
  const { epoch } = outbox.state()
  let by: 'puback' | 'server' = 'server'
  let highest = 0
  let pace = FIRST_PACE
  let heardAt = Number.NEGATIVE_INFINITY
  /** Acknowledged, but not yet forgotten on the disk. */
  let settled: number[] = []
  let settledUpTo = 0
  let settling = false
  let pumping = false
  let ended = false

  function send(message: OutboxMessage, resent: number): void {
    const flight = started(message, resent)
    publish(message, flight)
  }

  function started({ seq, bodies }: OutboxMessage, resent: number): Flight {
    const bytes = bodies.reduce((sum, body) => sum + body.length, 0)
    const flight: Flight = { sentAt: performance.now(), bytes, broker: false, resent }
    flights.set(seq, flight)
    return flight
  }

  function publish(message: OutboxMessage, flight: Flight): void {
    connection.publish(options.topic, payloadOf(message, options.clock.now()), false, () => {
      // Only the latest sending of a message has a say; an earlier one's PUBACK says nothing new.
      if (flights.get(message.seq) !== flight) return
      flight.broker = true
      heardAt = performance.now()
      options.heard?.(heardAt - flight.sentAt)
      pace = nextPace(pace, { took: heardAt - flight.sentAt, bytes: flight.bytes, window: options.window })
      if (by === 'puback') settle([message.seq])
    })
  }

  function settle(seqs: readonly number[]): void {
    for (const seq of seqs) flights.delete(seq)
    settled.push(...seqs)
    if (settling || !unsettled()) return
    // Acknowledgements come in packs: one commit for those of one turn.
    forgetSoon()
  }

  function forgetSoon(): void {
    settling = true
    setImmediate(() => {
      settling = false
      forget()
    })
  }

  const unsettled = (): boolean => settled.length > 0 || settledUpTo > 0

  function forget(most = FORGOTTEN_TOGETHER): void {
    if (ended && !unsettled()) return
    const forgotten = guarded(() => {
      const now = settled.slice(0, most)
      outbox.acknowledge(lane, epoch, { seqs: now })
      settled = settled.slice(now.length)
      if (settled.length > 0) return
      outbox.acknowledge(lane, epoch, { upTo: settledUpTo })
      settledUpTo = 0
    })
    if (ended) return
    options.progressed()
    pump()
    if (forgotten && unsettled() && !settling) forgetSoon()
  }

  /** False if the disk did not let it be done; `tick` tries again. */
  function guarded(work: () => void): boolean {
    try {
      work()
      return true
    } catch (error) {
      if (!(error instanceof KotisiltaError)) throw error
      options.storeFailed(error)
      return false
    }
  }

  /** An alarm waits for no other; of all else there is no more under way than the line has shown that it carries. */
  function mayFly(): boolean {
    if (flights.size >= options.window) return false
    if (lane === 'urgent' || flights.size === 0) return true
    let bytes = 0
    for (const flight of flights.values()) bytes += flight.bytes
    return bytes < pace.window * pace.bytes
  }

  function pump(): void {
    if (ended) return
    guarded(() => {
      const formed: { message: OutboxMessage; flight: Flight }[] = []
      const begun = performance.now()
      while (mayFly()) {
        if (lane === 'items' && formed.length > 0 && performance.now() - begun > SLICE) {
          pumpSoon()
          break
        }
        const message = outbox.next(lane, highest, pace.bytes)
        if (message === undefined) break
        highest = message.seq
        formed.push({ message, flight: started(message, 0) })
      }
      if (formed.length === 0) return
      const go = (): void => {
        for (const { message, flight } of formed) publish(message, flight)
      }
      // A number must never come to mean something else: it is on the disk before anybody hears it. An alarm cannot wait for
      // that: its item is known by its own id.
      if (lane === 'urgent') return go()
      outbox.synced().then(go, (error: unknown) => {
        for (const { message } of formed) flights.delete(message.seq)
        highest = Math.min(highest, (formed[0] as (typeof formed)[0]).message.seq - 1)
        guarded(() => {
          throw error
        })
      })
    })
  }

  function pumpSoon(): void {
    if (pumping) return
    pumping = true
    setImmediate(() => {
      pumping = false
      pump()
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
    unheardSince() {
      let since: Milliseconds | undefined
      for (const { broker, sentAt } of flights.values()) {
        if (!broker && (since === undefined || sentAt < since)) since = sentAt
      }
      return since
    },
    tick() {
      const now = performance.now()
      if (unsettled() && !settling) forget()
      else pump()
      for (const [seq, { sentAt, bytes, broker, resent }] of flights) {
        const waited = now - sentAt
        // Since a sign of life: on a slow line the last of many has to wait for those before it.
        const silent = Math.min(waited, now - heardAt)
        if (!broker && silent > timing.puback[lane] + bytes / SLOWEST) {
          return connection.drop(`no PUBACK for message ${seq} of ${lane} within ${timing.puback[lane]} ms`)
        }
        const patience = Math.min(timing.serverAckMost, timing.serverAck * 2 ** resent)
        if (broker && waited > patience) guarded(() => resend(seq, resent + 1))
      }
    },
    end() {
      ended = true
      forget(settled.length)
    },
  }
}
