import { crc32 } from 'node:zlib'
import { isoTime, type Milliseconds } from '@kotisilta/contract'
import type { Store } from '../store/store.ts'

/** Whatever is appended from now on has a higher number. */
export function lastNumber({ database }: Store): number {
  return database.prepare<[], { last: number | null }>('SELECT max(id) AS last FROM item').get()?.last ?? 0
}

/**
 * Puts right what was estimated before the gateway knew the time and waits to be acknowledged. That a time was estimated stays
 * said. What the server has already stored, its acknowledgement lost, it knows by the id, and keeps as it first came.
 *
 * @param after only items with a higher number, all of which were dated by the same clock
 * @param by how far that clock was behind
 * @returns how many were put right. Throws what SQLite throws.
 */
export function correctTimes({ database }: Store, after: number, by: Milliseconds): number {
  const waiting = database.prepare<[number], { id: number; body: string; crc: number }>(
    'SELECT id, body, crc FROM item WHERE id > ?',
  )
  const update = database.prepare<[string, number, number]>('UPDATE item SET body = ?, crc = ? WHERE id = ?')
  let corrected = 0
  database
    .transaction(() => {
      for (const { id, body, crc } of waiting.all(after)) {
        // What has been damaged on the disk is found out when it is sent.
        if (crc32(body) !== crc) continue
        const item = JSON.parse(body) as { at: string; clock: string }
        if (item.clock !== 'estimated') continue
        const right = JSON.stringify({ ...item, at: isoTime(Date.parse(item.at) + by) })
        update.run(right, crc32(right), id)
        corrected += 1
      }
    })
    .immediate()
  return corrected
}
