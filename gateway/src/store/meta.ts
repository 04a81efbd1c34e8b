import type Database from 'better-sqlite3'

/** Single values kept in the gateway's file. */
export interface Meta {
  read(key: string): string | undefined
  write(key: string, value: string): void
}

export function metaOf(database: Database.Database): Meta {
  const select = database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
  const upsert = database.prepare(
    'INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  return {
    read: (key) => select.get(key)?.value,
    write: (key, value) => {
      upsert.run(key, value)
    },
  }
}
