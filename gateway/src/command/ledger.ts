import type { CommandResultMessage, Milliseconds } from '@kotisilta/contract'
import { commandResultSchema } from '@kotisilta/contract'
import type { Store } from '../store/store.ts'

/** What was answered to which command, also over a restart: a command that comes again is not done again. */
export interface CommandLedger {
  known(id: string): CommandResultMessage | undefined
  write(result: CommandResultMessage, now: Milliseconds): void
}

/** The server gives up long before so many more have come. */
const KEPT = 200

/** @param failed told when the disk does not let us: it is then known until the gateway ends */
export function commandLedgerIn({ database }: Store, failed: (error: unknown) => void): CommandLedger {
  const select = database.prepare<[string], { result: string }>('SELECT result FROM command WHERE id = ?')
  const upsert = database.prepare(
    'INSERT INTO command VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET result = excluded.result, at = excluded.at',
  )
  const trim = database.prepare(
    `DELETE FROM command WHERE id NOT IN (SELECT id FROM command ORDER BY at DESC, id DESC LIMIT ${KEPT})`,
  )
  const unwritten = new Map<string, CommandResultMessage>()
  const write = database.transaction((result: CommandResultMessage, now: Milliseconds) => {
    upsert.run(result.id, now, JSON.stringify(result))
    trim.run()
  })
  return {
    known(id) {
      const held = unwritten.get(id)
      if (held !== undefined) return held
      const row = select.get(id)
      return row && commandResultSchema.parse(JSON.parse(row.result))
    },
    write(result, now) {
      try {
        write(result, now)
        unwritten.delete(result.id)
      } catch (error) {
        unwritten.set(result.id, result)
        for (const oldest of unwritten.keys()) {
          if (unwritten.size <= KEPT) break
          unwritten.delete(oldest)
        }
        failed(error)
      }
    },
  }
}
