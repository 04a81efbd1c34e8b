import { crc32 } from 'node:zlib'
import {
  KotisiltaError,
  type Lane,
  MESSAGE_BYTES,
  MESSAGE_ITEMS,
  type Milliseconds,
  newUlid,
} from '@kotisilta/contract'
import { metaOf } from '../store/meta.ts'
import type { Store } from '../store/store.ts'
import { storeError } from '../store/store-error.ts'
import { type Acknowledged, IMPORTANCE, type Outbox, type OutboxEntry, type OutboxMessage } from './outbox.ts'
import { outboxStatements } from './sqlite-statements.ts'

/** Room that the envelope (`sent`, `epoch`, `seq`) may take of a message's bytes. */
const ENVELOPE_BYTES = 256
const LANES: readonly Lane[] = ['items', 'urgent']
const VITAL = IMPORTANCE.indexOf('vital')

export interface OutboxLimits {
  /** Most UTF-8 bytes of waiting items; above it the least important oldest go. */
  readonly bytes: number
}

/** An outbox in the gateway's file. `now` dates the epoch of a new one. */
export function sqliteOutbox(store: Store, limits: OutboxLimits, now: Milliseconds): Outbox {
  const { database } = store
  const sql = outboxStatements(database)
  const meta = metaOf(database)
  const numberOf = (key: string): number => Number(meta.read(key) ?? 0)
  const inTransaction = database.transaction((work: () => unknown) => work())

  /** Counters follow the commit: when it fails they are counted anew from the disk. */
  let waiting: Record<Lane, number> = { items: 0, urgent: 0 }
  let bytes = 0
  /** Most bytes: on a full disk, no more than there were when it became so. */
  let most = limits.bytes
  const recount = (): void => {
    waiting = { items: sql.count.get('items')?.count ?? 0, urgent: sql.count.get('urgent')?.count ?? 0 }
    bytes = (sql.count.get('items')?.bytes ?? 0) + (sql.count.get('urgent')?.bytes ?? 0)
  }

  function commit<T>(work: () => T): T {
    try {
      return inTransaction.immediate(work) as T
    } catch (error) {
      const cause = storeError(error)
      if (cause.code === 'store-damaged') store.suspect()
      else recount()
      throw cause
    }
  }

  /** Not before whoever waited for the sync has gone on, and not while an alarm is on its way. */
  function checkpointSoon(): void {
    setImmediate(() => {
      if (waiting.urgent === 0 && database.open) store.checkpoint()
    })
  }

  const epoch = commit(() => {
    const kept = meta.read('epoch')
    if (kept !== undefined) return kept
    const created = newUlid(now)
    meta.write('epoch', created)
    return created
  })
  recount()

  function insert(entries: readonly OutboxEntry[]): void {
    for (const { lane, importance, body } of entries) {
      const size = Buffer.byteLength(body)
      if (size > MESSAGE_BYTES - ENVELOPE_BYTES) {
        throw new KotisiltaError('item-too-large', `an item of ${size} bytes does not fit in a message`)
      }
      sql.insert.run(lane, lane === 'urgent' ? VITAL : IMPORTANCE.indexOf(importance), body, crc32(body))
      waiting[lane] += 1
      bytes += size
    }
    // A lane at rest gets its message in the same commit: one sync less on the way of a single item.
    for (const lane of LANES) if (sql.anyMessage.get(lane) === undefined) form(lane)
  }

  /** Binds the lane's oldest unbound items together under the next number. */
  function form(lane: Lane, most = MESSAGE_BYTES): OutboxMessage | undefined {
    const bound = sql.lastBound.get(lane)?.last ?? 0
    const bodies: string[] = []
    let room = Math.min(most, MESSAGE_BYTES - ENVELOPE_BYTES)
    let first = 0
    let last = 0
    for (const row of wholeOf(sql.unbound.all(lane, bound, lane === 'urgent' ? 1 : MESSAGE_ITEMS))) {
      room -= Buffer.byteLength(row.body) + 1
      if (room < 0 && bodies.length > 0) break
      if (bodies.length === 0) first = row.id
      last = row.id
      bodies.push(row.body)
    }
    if (bodies.length === 0) return sql.unbound.get(lane, bound, 1) === undefined ? undefined : form(lane, most)
    const seq = numberOf(`seq:${lane}`) + 1
    meta.write(`seq:${lane}`, String(seq))
    sql.bind.run(lane, seq, first, last)
    return { lane, epoch, seq, bodies }
  }

  /** Those of the rows that are as they were written; the others are removed and counted. */
  function wholeOf<Row extends { id: number; body: string; crc: number }>(rows: readonly Row[]): Row[] {
    const damaged = rows.filter((row) => crc32(row.body) !== row.crc)
    if (damaged.length === 0) return [...rows]
    for (const row of damaged) sql.remove.run(row.id)
    recount()
    meta.write('damaged', String(numberOf('damaged') + damaged.length))
    return rows.filter((row) => !damaged.includes(row))
  }

  /** Gives up unbound items, the least important oldest first, until `excess` bytes are free or only vital ones are left. */
  function makeRoom(excess: number): void {
    let dropped = 0
    const bound = sql.lastBound.get('items')?.last ?? 0
    let importance = 0
    while (excess > 0 && importance < VITAL) {
      const row = sql.leastImportant.get(importance, bound)
      if (row === undefined) {
        importance += 1
        continue
      }
      sql.remove.run(row.id)
      excess -= row.bytes
      bytes -= row.bytes
      waiting.items -= 1
      dropped += 1
    }
    if (dropped > 0) meta.write('dropped', String(numberOf('dropped') + dropped))
  }

  function forget(lane: Lane, which: Acknowledged): void {
    const messages =
      'upTo' in which
        ? sql.messagesUpTo.all(lane, which.upTo <= numberOf(`seq:${lane}`) ? which.upTo : 0)
        : which.seqs.flatMap((seq) => sql.message.get(lane, seq) ?? [])
    for (const { seq, first, last } of messages) {
      const freed = sql.countBetween.get(lane, first, last)
      sql.removeBetween.run(lane, first, last)
      sql.unbind.run(lane, seq)
      waiting[lane] -= freed?.count ?? 0
      bytes -= freed?.bytes ?? 0
    }
  }

  return {
    append(entries) {
      if (entries.length === 0) return
      const work = (): void => {
        insert(entries)
        makeRoom(bytes - most)
      }
      try {
        commit(work)
      } catch (error) {
        if (storeError(error).code !== 'store-full') throw error
        const size = entries.reduce((sum, entry) => sum + Buffer.byteLength(entry.body), 0)
        store.reserve.use()
        most = Math.min(most, bytes)
        commit(() => makeRoom(2 * size))
        commit(work)
      }
    },
    next(lane, after, most) {
      return commit(() => {
        for (const { seq, first, last } of sql.messagesAfter.all(lane, after)) {
          const bodies = wholeOf(sql.between.all(lane, first, last)).map((row) => row.body)
          if (bodies.length > 0) return { lane, epoch, seq, bodies }
          sql.unbind.run(lane, seq)
        }
        return after <= numberOf(`seq:${lane}`) ? form(lane, most) : undefined
      })
    },
    acknowledge(lane, ofEpoch, which) {
      if (ofEpoch !== epoch) return
      commit(() => forget(lane, which))
      if (most === limits.bytes || bytes > most / 2) return
      most = limits.bytes
      store.reserve.restore()
    },
    synced() {
      const safe = store.synced()
      safe.then(checkpointSoon, () => {})
      return safe
    },
    state: () => ({
      epoch,
      waiting: { ...waiting },
      bytes,
      dropped: numberOf('dropped'),
      damaged: numberOf('damaged'),
    }),
  }
}
