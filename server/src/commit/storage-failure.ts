import type { StorageFailure } from './protocol.ts'

/** SQLite's codes for storage that cannot be written; every other exception is a fault of ours in one message. */
const STORAGE = /^SQLITE_(FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|BUSY|LOCKED|PROTOCOL)/

/** undefined: the storage is not what failed. */
export function storageFailure(error: Error & { code?: unknown }): StorageFailure | undefined {
  if (typeof error.code !== 'string' || !STORAGE.test(error.code)) return undefined
  return error.code.startsWith('SQLITE_FULL') ? 'storage-full' : 'storage-failed'
}
