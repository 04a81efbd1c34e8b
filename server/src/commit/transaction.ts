import type { Clock } from '@kotisilta/contract'
import { isDamage } from '../database/damage.ts'
import type { OpenDatabase } from '../database/open.ts'
import { Ingest } from '../ingest/ingest.ts'
import type { CommandResult } from './commands.ts'
import { commandHandlers } from './handlers.ts'
import type { ArrivedMessage, BatchReply, BatchRequest } from './protocol.ts'
import { storageFailure } from './storage-failure.ts'
import { Work } from './work.ts'

/** Commits one batch; never rejects. One at a time. */
export type Commit = (request: BatchRequest) => Promise<BatchReply>

type Committed = BatchReply & { committed: true }

/**
 * Commits batches: all of one in a single transaction, or, when one message in it makes the code stumble, message by
 * message, and that one goes to quarantine. A batch is either durable or leaves no trace, in memory neither.
 */
export function startTransactions(database: OpenDatabase, clock: Clock): Commit {
  const ingest = new Ingest(database)
  const handle = commandHandlers(database, ingest)

  async function transact(id: number, fill: (work: Work) => Promise<CommandResult[]>): Promise<Committed> {
    const started = performance.now()
    const work = new Work(clock.now())
    database.sqlite.exec('begin immediate')
    try {
      ingest.lookAround(work.now)
      const results = await fill(work)
      database.sqlite.exec('commit')
      ingest.committed(work.now)
      return {
        id,
        committed: true,
        alerts: work.changedAlerts(),
        results,
        counts: work.counts(performance.now() - started),
      }
    } catch (error) {
      if (database.sqlite.inTransaction) database.sqlite.exec('rollback')
      ingest.forget(storageFailure(error as Error) !== undefined)
      throw error
    }
  }

  async function whole(request: BatchRequest): Promise<BatchReply> {
    return transact(request.id, async (work) => {
      await ingest.take(messagesOf(request), work)
      const results: CommandResult[] = []
      for (const command of request.commands) results.push(await handle(command, work))
      return results
    })
  }

  async function oneByOne(request: BatchRequest, parts: Committed[]): Promise<BatchReply> {
    let damage: Error | undefined
    /** A damaged page is the trouble of those who need it: the others' alarms go on, and nothing of the batch is acknowledged. */
    const setDamaged = (error: Error): Committed => {
      damage = error
      return { ...nothing(request.id), results: [{ done: false, code: 'internal' }] }
    }
    for (const message of messagesOf(request)) {
      const taken = transact(request.id, async (work) => ingest.take([message], work).then(() => []))
      parts.push(
        await taken.catch((error: Error) => {
          if (isDamage(error)) return setDamaged(error)
          if (storageFailure(error) !== undefined) throw error
          return transact(request.id, async (work) => {
            await ingest.setAside(message, 'judging-failed', String(error.stack), work)
            return []
          })
        }),
      )
    }
    for (const command of request.commands) {
      const done = transact(request.id, async (work) => [await handle(command, work)])
      parts.push(
        await done.catch((error: Error): Committed => {
          if (isDamage(error)) return setDamaged(error)
          if (storageFailure(error) !== undefined) throw error
          process.stderr.write(
            `${JSON.stringify({ level: 50, code: 'internal', command: command.type, error: error.stack })}\n`,
          )
          return { ...nothing(request.id), results: [{ done: false, code: 'internal' }] }
        }),
      )
    }
    if (damage !== undefined) throw damage
    return parts.reduce(joined, nothing(request.id))
  }

  return async (request) => {
    const parts: Committed[] = []
    try {
      return await whole(request).catch((error: Error) => {
        if (storageFailure(error) !== undefined && !isDamage(error)) throw error
        return oneByOne(request, parts)
      })
    } catch (error) {
      const code = storageFailure(error as Error) ?? 'storage-failed'
      const alerts = parts.flatMap((part) => part.alerts)
      const { message, code: sqlite } = error as Error & { code?: unknown }
      const met = typeof sqlite === 'string' ? { sqlite } : {}
      return { id: request.id, committed: false, code, message, ...met, alerts }
    }
  }
}

function messagesOf({ gateways, lanes, lengths, bytes }: BatchRequest): ArrivedMessage[] {
  let offset = 0
  return gateways.map((gateway, index) => {
    const start = offset
    offset += lengths[index] as number
    return { gateway, lane: lanes[index] as ArrivedMessage['lane'], payload: bytes.subarray(start, offset) }
  })
}

const nothing = (id: number): Committed => ({
  id,
  committed: true,
  alerts: [],
  results: [],
  counts: { items: 0, duplicates: 0, refused: {}, refusals: [], missing: [], findings: {}, faults: [], took: 0 },
})

function joined(all: Committed, part: Committed): Committed {
  return {
    ...all,
    alerts: [...all.alerts, ...part.alerts],
    results: [...all.results, ...part.results],
    counts: {
      items: all.counts.items + part.counts.items,
      duplicates: all.counts.duplicates + part.counts.duplicates,
      refused: summed(all.counts.refused, part.counts.refused),
      refusals: [...all.counts.refusals, ...part.counts.refusals],
      missing: [...all.counts.missing, ...part.counts.missing],
      findings: summed(all.counts.findings, part.counts.findings),
      faults: [...all.counts.faults, ...part.counts.faults],
      took: all.counts.took + part.counts.took,
    },
  }
}

function summed(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sum = { ...a }
  for (const [key, value] of Object.entries(b)) sum[key] = (sum[key] ?? 0) + value
  return sum
}
