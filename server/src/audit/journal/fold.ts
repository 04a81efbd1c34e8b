import { dirname } from 'node:path'
import type { CommandResult } from '../../commit/commands.ts'
import { storageFailure } from '../../commit/storage-failure.ts'
import type { OpenDatabase } from '../../database/open.ts'
import type { AuditLog } from '../store.ts'
import { type JournaledLook, lookLine } from './look.ts'
import { setAside } from './set-aside.ts'

/** Looks that are in the journal go into the log. */
export interface FoldLooks {
  type: 'fold-looks'
  /** Number of the look before the first of them: what comes after one that did not get in comes again, after it. */
  after: number
  /** In the order of their numbers. */
  looks: readonly JournaledLook[]
}

/** Number of the last look of the journal that the log has. */
export function foldedThrough({ sqlite }: OpenDatabase): number {
  return sqlite.prepare<[], number>('select through from access_journal').pluck().get() as number
}

/** To be called inside a transaction. Each look once, however often it comes: by its number. */
export function foldLooks(database: OpenDatabase, audit: AuditLog): (command: FoldLooks) => Promise<CommandResult> {
  const { sqlite } = database
  const moveOn = sqlite.prepare<[number]>('update access_journal set through = ?')
  return async ({ after, looks }) => {
    let through = foldedThrough(database)
    if (after > through) return { done: false, code: 'internal' }
    for (const look of looks) {
      if (look.number <= through) continue
      through = look.number
      const { at, number: _, ...entry } = look
      await audit.record({ ...entry, detail: entry.detail ?? null }, at).catch((error: Error) => {
        if (storageFailure(error) !== undefined) throw error
        // Its answer has been given: it is kept as it is, and the others do not wait for it.
        setAside(dirname(sqlite.name), [lookLine(look).trimEnd()])
        process.stderr.write(`${JSON.stringify({ level: 50, code: 'look-set-aside', error: error.stack })}\n`)
      })
    }
    moveOn.run(through)
    return { done: true }
  }
}
