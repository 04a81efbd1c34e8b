import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Milliseconds } from '@kotisilta/contract'
import Database from 'better-sqlite3'
import { oldestWaiting } from '../outbox/oldest-waiting.ts'
import { metaOf } from '../store/meta.ts'

/** What a gateway that does not run has left on its disk. */
export interface LeftBehind {
  readonly waiting: { readonly items: number; readonly urgent: number; readonly bytes: number }
  readonly oldest: Milliseconds | undefined
  readonly dropped: number
  readonly damaged: number
  /** When it last knew the time. */
  readonly lastTime: Milliseconds | undefined
}

/** Looks only. @returns undefined: there is nothing yet; `unreadable`: it is damaged, or another has it */
export function leftBehind(dataDir: string): LeftBehind | undefined | 'unreadable' {
  const file = join(dataDir, 'gateway.sqlite')
  if (!existsSync(file)) return undefined
  let database: Database.Database | undefined
  try {
    database = new Database(file, { readonly: true, timeout: 500 })
    const size = database.prepare<[string], { count: number; bytes: number }>(
      'SELECT count(*) AS count, coalesce(sum(octet_length(body)), 0) AS bytes FROM item WHERE lane = ?',
    )
    const [items, urgent] = [size.get('items'), size.get('urgent')]
    const meta = metaOf(database)
    const number = (key: string): number => Number(meta.read(key) ?? 0) || 0
    return {
      waiting: {
        items: items?.count ?? 0,
        urgent: urgent?.count ?? 0,
        bytes: (items?.bytes ?? 0) + (urgent?.bytes ?? 0),
      },
      oldest: oldestWaiting({ database })(),
      dropped: number('dropped'),
      damaged: number('damaged'),
      lastTime: number('time') || undefined,
    }
  } catch {
    return 'unreadable'
  } finally {
    database?.close()
  }
}
