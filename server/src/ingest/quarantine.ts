import { createHash } from 'node:crypto'
import { isoTime, type Lane, newUlid, type Quarantined, type RefusalCode } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { QuarantineEntry } from '../commit/commands.ts'
import type { Database } from '../database/schema.ts'

/** Nothing longer is kept of one entry. */
const QUARANTINE_BYTES = 256 * 1024

interface Waiting {
  gateway: string | null
  lane: Lane
  code: string
  bytes: Uint8Array
}

/** What could not be taken, with its bytes and why, until somebody has mended the cause and replays it. */
export function quarantine(query: Kysely<Database>) {
  return {
    /** @returns whether it is new: the same thing sent again is one entry */
    async put(entry: QuarantineEntry, now: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows: put } = await query
        .insertInto('quarantine')
        .values({
          id: newUlid(now),
          at: now,
          gateway: entry.gateway,
          device: entry.device ?? null,
          lane: entry.lane,
          code: entry.code,
          detail: entry.detail.slice(0, 1_000),
          size: entry.size ?? entry.bytes.length,
          bytes: Buffer.from(entry.bytes.subarray(0, QUARANTINE_BYTES)),
          replayed_at: null,
          fingerprint: fingerprint(entry),
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow()
      return put !== 0n
    },

    /** The newest that wait, newest first. */
    async list(limit: number): Promise<Quarantined[]> {
      const rows = await query
        .selectFrom('quarantine')
        .selectAll()
        .where('replayed_at', 'is', null)
        .orderBy('at', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        at: isoTime(row.at),
        gateway: row.gateway,
        device: row.device,
        code: row.code as RefusalCode,
        detail: row.detail,
        excerpt: Buffer.from(row.bytes.subarray(0, 400)).toString('utf8'),
        bytes: row.size,
      }))
    },

    async count(): Promise<number> {
      const { waiting } = await query
        .selectFrom('quarantine')
        .select((select) => select.fn.countAll<number>().as('waiting'))
        .where('replayed_at', 'is', null)
        .executeTakeFirstOrThrow()
      return waiting
    },

    async waiting(id: string): Promise<Waiting | undefined> {
      const row = await query
        .selectFrom('quarantine')
        .select(['gateway', 'lane', 'code', 'bytes'])
        .where('id', '=', id)
        .where('replayed_at', 'is', null)
        .executeTakeFirst()
      return row && { ...row, lane: row.lane as Lane }
    },

    async markReplayed(id: string, now: number): Promise<void> {
      await query.updateTable('quarantine').set({ replayed_at: now }).where('id', '=', id).execute()
    },
  }
}

const fingerprint = ({ gateway, code, bytes }: QuarantineEntry): Buffer =>
  createHash('sha256').update(`${gateway}\n${code}\n`).update(bytes).digest()

export type Quarantine = ReturnType<typeof quarantine>
