import { Worker } from 'node:worker_threads'
import { type Alert, clockFromText, KotisiltaError } from '@kotisilta/contract'
import { openJournal } from '../audit/journal/journal.ts'
import type { Look } from '../audit/journal/look.ts'
import { LooksOnTheirWay } from '../audit/journal/on-their-way.ts'
import type { Command, CommandResult } from './commands.ts'
import type { ArrivedMessage, BatchCounts, BatchReply, BatchRequest, Ready, ThreadSettings } from './protocol.ts'

/** The one door to durable change. */
export interface Committer {
  /** Calls back once the message is stored and judged, or with why it is not; then it must not be acknowledged. */
  ingest(message: ArrivedMessage, done: (failure?: KotisiltaError) => void): void
  /** @throws KotisiltaError `storage-full`, `storage-failed`, `shutting-down` */
  run(command: Command): Promise<CommandResult>
  /**
   * Writes down that somebody looks; resolves once that is on the disk: then they may be answered. In the log it is with
   * the next commit, and before every command that is run after it.
   * @throws KotisiltaError as `run`
   */
  look(look: Look): Promise<void>
  /** How many messages wait for their commit. */
  waiting(): number
  /** Commits what is waiting, then ends. */
  close(): Promise<void>
}

export interface CommitterEvents {
  /** After each commit, in order: the alerts that it raised or changed, and what it counted. */
  committed(alerts: readonly Alert[], counts: BatchCounts | undefined): void
  /** A batch could not be committed; nothing of it was acknowledged. */
  failed(failure: KotisiltaError): void
  /** Lines of the journal of looks were unreadable and have been set aside. */
  damaged(lines: number): void
  /** The thread is gone: nothing can be committed any more. */
  died(error: Error): void
}

interface WaitingMessage {
  message: ArrivedMessage
  done: (failure?: KotisiltaError) => void
}
export interface WaitingCommand {
  command: Command
  resolve: (result: CommandResult) => void
  reject: (failure: KotisiltaError) => void
}
interface InFlight {
  messages: WaitingMessage[]
  commands: WaitingCommand[]
}

/** Two batches are on their way at most: one is being committed while the next is being packed. */
const BATCHES_IN_FLIGHT = 2
/** Beyond these, one of alarms alone, which the thread takes before the batch that is packed. */
const WITH_ALARMS = BATCHES_IN_FLIGHT + 1
/** An SOS waits for the batch that is being committed: it is kept to some 20 ms. */
const BATCH_MESSAGES = 600
const BATCH_BYTES = 192 << 10
/** A backlog's message, hundreds of items: one of them fills a batch. */
const LARGE_BYTES = 32 << 10

/**
 * Starts the committing thread. Whatever arrives while a batch is being committed makes up the next one (group
 * commit): an idle server answers at once, a busy one pays for fewer syncs.
 * @throws KotisiltaError what `openDatabase` and `openJournal` throw
 */
export async function startCommitter(settings: ThreadSettings, events: CommitterEvents): Promise<Committer> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: settings })
  const folded = await readiness(thread)
  const journal = openJournal(settings.dataDir, folded)
  if (journal.damaged > 0) events.damaged(journal.damaged)
  const looks = new LooksOnTheirWay(journal, clockFromText(settings.clock), schedule)

  const urgent: WaitingMessage[] = []
  const ordinary: WaitingMessage[] = []
  const commands: WaitingCommand[] = []
  const inFlight = new Map<number, InFlight>()
  let nextId = 1
  let flushing = false
  let ending: (() => void) | undefined
  let ended = false

  thread.on('message', (reply: BatchReply) => {
    const batch = inFlight.get(reply.id) as InFlight
    inFlight.delete(reply.id)
    if (reply.committed) {
      events.committed(reply.alerts, reply.counts)
      for (const { done } of batch.messages) done()
      batch.commands.forEach(({ command, resolve, reject }, index) => {
        const result = reply.results[index] as CommandResult
        // Whoever asked for the data never looks at this result, and must not answer.
        if (command.type === 'look' && !result.done) reject(new KotisiltaError(result.code, 'A look is not on record.'))
        else resolve(result)
      })
    } else {
      events.committed(reply.alerts, undefined)
      fail(batch, new KotisiltaError(reply.code, reply.message, { cause: { code: reply.sqlite } }))
    }
    flush()
    if (ending !== undefined && inFlight.size === 0) ending()
  })
  thread.on('error', (error) => {
    ended = true
    const failure = new KotisiltaError('storage-failed', 'The committing thread has died.', { cause: error })
    for (const batch of [...inFlight.values(), { messages: [...urgent, ...ordinary], commands }]) fail(batch, failure)
    events.died(error as Error)
  })

  function fail(batch: InFlight, failure: KotisiltaError): void {
    events.failed(failure)
    for (const { done } of batch.messages) done(failure)
    for (const { reject } of batch.commands) reject(failure)
  }

  function schedule(): void {
    if (flushing || inFlight.size >= (urgent.length > 0 ? WITH_ALARMS : BATCHES_IN_FLIGHT)) return
    flushing = true
    setImmediate(() => {
      flushing = false
      flush()
    })
  }

  function flush(): void {
    while (inFlight.size < BATCHES_IN_FLIGHT) {
      // Before what is done after them; and else with any batch, once they have waited for long enough.
      const fold = commands.length > 0 || looks.due ? looks.take() : undefined
      if (fold !== undefined) commands.unshift(fold)
      if (urgent.length + ordinary.length + commands.length === 0) break
      post({ messages: takeMessages(urgent, ordinary), commands: commands.splice(0) })
    }
    if (inFlight.size < WITH_ALARMS && urgent.length > 0) {
      post({ messages: urgent.splice(0, BATCH_MESSAGES), commands: [] })
    }
  }

  function post(batch: InFlight): void {
    const id = nextId++
    inFlight.set(id, batch)
    const request = pack(id, batch)
    thread.postMessage(request, [request.bytes.buffer as ArrayBuffer])
  }

  const refusal = () => new KotisiltaError('shutting-down', 'The server is shutting down.')

  return {
    ingest(message, done) {
      if (ended) return done(refusal())
      const queue = message.lane === 'urgent' ? urgent : ordinary
      queue.push({ message, done })
      schedule()
    },
    run(command) {
      if (ended) return Promise.reject(refusal())
      return new Promise((resolve, reject) => {
        commands.push({ command, resolve, reject })
        schedule()
      })
    },
    look: (look) => (ended ? Promise.reject(refusal()) : looks.write(look)),
    waiting: () => urgent.length + ordinary.length,
    async close() {
      if (!ended) {
        ended = true
        looks.hurry()
        flush()
        if (inFlight.size > 0) {
          await new Promise<void>((resolve) => {
            ending = resolve
          })
        }
      }
      await journal.close()
      await thread.terminate()
    },
  }
}

/** @returns number of the last look of the journal that the access log has */
function readiness(thread: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject)
    thread.once('message', (ready: Ready) => {
      thread.off('error', reject)
      if (ready.ready) resolve(ready.folded)
      else reject(new KotisiltaError(ready.code, ready.message))
    })
  })
}

/** The urgent ones first, then the others in order, up to the size of a batch. */
function takeMessages(urgent: WaitingMessage[], ordinary: WaitingMessage[]): WaitingMessage[] {
  const taken = urgent.splice(0, BATCH_MESSAGES)
  let bytes = 0
  let count = 0
  while (count < ordinary.length && taken.length + count < BATCH_MESSAGES && bytes < BATCH_BYTES) {
    const size = (ordinary[count++] as WaitingMessage).message.payload.length
    bytes += size >= LARGE_BYTES ? BATCH_BYTES : size
  }
  return taken.concat(ordinary.splice(0, count))
}

function pack(id: number, { messages, commands }: InFlight): BatchRequest {
  const lengths = messages.map(({ message }) => message.payload.length)
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  let offset = 0
  for (const { message } of messages) {
    bytes.set(message.payload, offset)
    offset += message.payload.length
  }
  return {
    id,
    gateways: messages.map(({ message }) => message.gateway),
    lanes: messages.map(({ message }) => message.lane),
    lengths,
    bytes,
    commands: commands.map(({ command }) => command),
  }
}
