import { type Milliseconds, ulidSchema, ulidTime } from '@kotisilta/contract'
import type Database from 'better-sqlite3'

/** When the oldest of what waits for the server was heard; undefined: nothing waits. It says so itself, by its id. */
export function oldestWaiting({ database }: { readonly database: Database.Database }): () => Milliseconds | undefined {
  const first = database.prepare<[], { body: string }>('SELECT body FROM item ORDER BY id LIMIT 1')
  return () => {
    const id = /"id":"(\w{26})"/.exec(first.get()?.body ?? '')?.[1]
    return id !== undefined && ulidSchema.safeParse(id).success ? ulidTime(id) : undefined
  }
}
