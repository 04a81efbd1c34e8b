import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { clockFromText, KotisiltaError } from '@kotisilta/contract'
import { foldedThrough } from '../audit/journal/fold.ts'
import { openDatabase } from '../database/open.ts'
import type { BatchRequest, Ready, ThreadSettings } from './protocol.ts'
import { type Commit, startTransactions } from './transaction.ts'
import { turns } from './turn.ts'

/** The committing thread: it alone writes to the state store, one batch after the other. */
const port = parentPort as NonNullable<typeof parentPort>
const { dataDir, clock } = workerData as ThreadSettings

try {
  const database = await openDatabase(dataDir)
  const commit = startTransactions(database, clockFromText(clock))
  serve(commit)
  port.postMessage({ ready: true, folded: foldedThrough(database) } satisfies Ready)
} catch (error) {
  const code = error instanceof KotisiltaError ? error.code : 'database-unreadable'
  port.postMessage({ ready: false, code, message: (error as Error).message } satisfies Ready)
}

function serve(commit: Commit): void {
  const waiting: BatchRequest[] = []
  const takeNext = turns()
  let busy = false
  port.on('message', async (request: BatchRequest) => {
    waiting.push(request)
    if (busy) return
    busy = true
    for (let next = takeNext(waiting); next !== undefined; next = takeNext(waiting)) {
      port.postMessage(await commit(next))
      // What has come meanwhile: the loop has not turned since.
      for (let came = receiveMessageOnPort(port); came !== undefined; came = receiveMessageOnPort(port)) {
        waiting.push(came.message as BatchRequest)
      }
    }
    busy = false
  })
}
