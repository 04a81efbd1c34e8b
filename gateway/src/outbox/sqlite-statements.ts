import type { Lane } from '@kotisilta/contract'
import type Database from 'better-sqlite3'

interface Bound {
  seq: number
  first: number
  last: number
}
interface Kept {
  id: number
  body: string
  crc: number
}
interface Size {
  count: number
  bytes: number
}

/** The outbox's SQL, prepared once. Bound = part of a message. */
export function outboxStatements(database: Database.Database) {
  const size = 'SELECT count(*) AS count, coalesce(sum(octet_length(body)), 0) AS bytes FROM item'
  const message = 'SELECT seq, first, last FROM message'
  return {
    insert: database.prepare<[Lane, number, string, number]>(
      'INSERT INTO item (lane, importance, body, crc) VALUES (?, ?, ?, ?)',
    ),
    count: database.prepare<[Lane], Size>(`${size} WHERE lane = ?`),
    countBetween: database.prepare<[Lane, number, number], Size>(`${size} WHERE lane = ? AND id BETWEEN ? AND ?`),
    unbound: database.prepare<[Lane, number, number], Kept>(
      'SELECT id, body, crc FROM item WHERE lane = ? AND id > ? ORDER BY id LIMIT ?',
    ),
    between: database.prepare<[Lane, number, number], Kept>(
      'SELECT id, body, crc FROM item WHERE lane = ? AND id BETWEEN ? AND ? ORDER BY id',
    ),
    leastImportant: database.prepare<[number, number], { id: number; bytes: number }>(
      'SELECT id, octet_length(body) AS bytes FROM item WHERE importance = ? AND id > ? ORDER BY id LIMIT 1',
    ),
    remove: database.prepare<[number]>('DELETE FROM item WHERE id = ?'),
    removeBetween: database.prepare<[Lane, number, number]>('DELETE FROM item WHERE lane = ? AND id BETWEEN ? AND ?'),
    bind: database.prepare<[Lane, number, number, number]>('INSERT INTO message VALUES (?, ?, ?, ?)'),
    unbind: database.prepare<[Lane, number]>('DELETE FROM message WHERE lane = ? AND seq = ?'),
    anyMessage: database.prepare<[Lane], { found: number }>('SELECT 1 AS found FROM message WHERE lane = ? LIMIT 1'),
    lastBound: database.prepare<[Lane], { last: number | null }>(
      'SELECT max(last) AS last FROM message WHERE lane = ?',
    ),
    message: database.prepare<[Lane, number], Bound>(`${message} WHERE lane = ? AND seq = ?`),
    messagesAfter: database.prepare<[Lane, number], Bound>(`${message} WHERE lane = ? AND seq > ? ORDER BY seq`),
    messagesUpTo: database.prepare<[Lane, number], Bound>(`${message} WHERE lane = ? AND seq <= ?`),
  }
}
