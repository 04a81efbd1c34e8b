import { Worker } from 'node:worker_threads'
import { databaseFile } from './open.ts'

/** Keeps the write-ahead log short for as long as the server runs; see checkpoint-thread.ts. */
export function startCheckpointer(dataDir: string): { close(): Promise<void> } {
  const thread = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), {
    workerData: { file: databaseFile(dataDir) },
  })
  // Without it the committing thread checkpoints by itself, later and slower.
  thread.on('error', () => {})
  return {
    async close() {
      await thread.terminate()
    },
  }
}
