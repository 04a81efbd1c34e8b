import { KotisiltaError } from '@kotisilta/contract'

/** What can go wrong with the gateway's file. */
type StoreErrorCode = 'store-full' | 'store-damaged' | 'store-in-use' | 'store-newer' | 'store-failed'

const CODES: readonly (readonly [prefix: string, code: StoreErrorCode])[] = [
  ['SQLITE_FULL', 'store-full'],
  ['SQLITE_CORRUPT', 'store-damaged'],
  ['SQLITE_NOTADB', 'store-damaged'],
  ['SQLITE_BUSY', 'store-in-use'],
  ['SQLITE_LOCKED', 'store-in-use'],
]

/** An error of SQLite or of the file system, as ours; ours and bugs stay as they are. */
export function storeError(error: unknown): KotisiltaError {
  if (error instanceof KotisiltaError) return error
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
  const given = error.code
  const code = CODES.find(([prefix]) => given.startsWith(prefix))?.[1] ?? 'store-failed'
  return new KotisiltaError(code, `the gateway's file: ${error.message}`, { cause: error })
}
