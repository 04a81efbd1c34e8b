import { parentPort, workerData } from 'node:worker_threads'
import { clockFromText, KotisiltaError } from '@kotisilta/contract'
import { openDatabase } from '../database/open.ts'
import type { BatchRequest, Ready, ThreadSettings } from './protocol.ts'
import { startTransactions } from './transaction.ts'

/** The committing thread: it alone writes to the state store, one batch after the other. */
const port = parentPort as NonNullable<typeof parentPort>
const { dataDir, clock } = workerData as ThreadSettings

try {
  const database = await openDatabase(dataDir)
  const commit = startTransactions(database, clockFromText(clock))
  let last: Promise<void> = Promise.resolve()
  port.on('message', (request: BatchRequest) => {
    last = last.then(async () => port.postMessage(await commit(request)))
  })
  port.postMessage({ ready: true } satisfies Ready)
} catch (error) {
  const code = error instanceof KotisiltaError ? error.code : 'database-unreadable'
  port.postMessage({ ready: false, code, message: (error as Error).message } satisfies Ready)
}
