import type { Channel, Clock } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { Logger } from 'pino'
import type { Committer } from '../commit/committer.ts'
import type { ClaimedMessage } from './command.ts'
import { byUrgency, letterFor } from './letter.ts'
import { CHANNEL_TIMES } from './message.ts'
import type { MessageChannel, SendOutcome } from './port.ts'

/** How late a message can be that time alone makes due. */
const LOOK_MS = 500
/** At once on one channel: a provider that hangs holds up its own channel, and no other. */
const AT_ONCE = 20

export interface SenderPorts {
  committer: Pick<Committer, 'run'>
  /** Of a reader of the state store. */
  sqlite: SqliteDatabase.Database
  clock: Clock
  channels: ReadonlyMap<Channel, MessageChannel>
  /** The dashboard's address. */
  base: URL | undefined
  log: Logger
}

export interface Sender {
  /** Something has been committed that may have to be sent. */
  look(): void
  close(): Promise<void>
}

/** Carries out what the outbox says: claims on disk first, sends, and writes down what came of it. */
export function startSender({ committer, sqlite, clock, channels, base, log }: SenderPorts): Sender {
  const isDue = sqlite
    .prepare('select 1 from message where due <= ? union all select 1 from duty_notice where sent_at is null limit 1')
    .pluck()
  /** Claimed and not yet written down as sent or not. */
  const underWay = new Set<string>()
  const carried = new Set<Promise<void>>()
  const lines = new Map<Channel, ClaimedMessage[]>()
  const sending = new Map<Channel, number>()
  let ended = false
  let looking: Promise<void> | undefined

  async function claim(): Promise<void> {
    if (isDue.get(clock.now()) === undefined) return
    const result = await committer.run({ type: 'messages', action: 'claim', underWay: [...underWay] })
    const claimed = result.done ? (result.messages ?? []) : []
    for (const message of claimed.toSorted(byUrgency)) {
      const line = lines.get(message.channel) ?? []
      lines.set(message.channel, line)
      line.push(message)
      underWay.add(message.id)
    }
    for (const channel of lines.keys()) next(channel)
  }

  function next(channel: Channel): void {
    const line = lines.get(channel) ?? []
    while (line.length > 0 && (sending.get(channel) ?? 0) < AT_ONCE) {
      line.sort(byUrgency)
      const message = line.shift() as ClaimedMessage
      sending.set(channel, (sending.get(channel) ?? 0) + 1)
      const carrying = carry(message).finally(() => {
        sending.set(channel, (sending.get(channel) ?? 1) - 1)
        underWay.delete(message.id)
        carried.delete(carrying)
        next(channel)
        look()
      })
      carried.add(carrying)
    }
  }

  async function carry(message: ClaimedMessage): Promise<void> {
    const channel = channels.get(message.channel)
    const outcome = await handOver(message, channel)
    const { id, attempt } = message
    if (!outcome.accepted) log.warn({ code: outcome.code, channel: message.channel, message: id, attempt }, 'not sent')
    const receipts = channel?.receipts ?? false
    await committer
      .run({ type: 'messages', action: 'outcome', message: id, attempt, outcome, receipts })
      // Not written down, it stays under way on disk, and is handed over again: better twice than not at all.
      .catch((error) => log.error({ error, message: id }, 'the outcome of a message could not be written down'))
  }

  async function handOver(message: ClaimedMessage, channel: MessageChannel | undefined): Promise<SendOutcome> {
    if (message.to === null) return { accepted: false, code: 'address-gone', again: false }
    if (channel === undefined) return { accepted: false, code: 'not-configured', again: false }
    const patience = AbortSignal.timeout(CHANNEL_TIMES[message.channel].timeout)
    try {
      return await Promise.race([
        channel.send(letterFor(message, message.to, base), patience),
        new Promise<SendOutcome>((resolve) => {
          patience.addEventListener('abort', () => resolve({ accepted: false, code: 'timed-out', again: true }))
        }),
      ])
    } catch {
      return { accepted: false, code: patience.aborted ? 'timed-out' : 'unreachable', again: true }
    }
  }

  function look(): void {
    if (ended || looking !== undefined) return
    looking = claim()
      .catch(() => {})
      .finally(() => {
        looking = undefined
      })
  }

  const looks = setInterval(look, LOOK_MS)
  return {
    look,
    async close() {
      ended = true
      clearInterval(looks)
      await looking
      for (const line of lines.values()) line.length = 0
      // What waits for a provider goes on with the next start; it is on disk.
      await Promise.race([Promise.all(carried), new Promise((resolve) => setTimeout(resolve, 1_000).unref())])
      for (const channel of channels.values()) channel.close()
    },
  }
}
