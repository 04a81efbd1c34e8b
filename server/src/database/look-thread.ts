import { constants, setPriority } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { lookThrough } from './look-through.ts'

/** What a look through the database ended with. `failed`: it could not be made, and says nothing. */
export type Looked = { damage: string | undefined } | { failed: string }

/** A fifth of a core at most, and of what nobody else wants. */
const REST = 4

const { file } = workerData as { file: string }
try {
  // On Linux that of this thread alone.
  if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW)
} catch {
  // It then takes its fifth like anybody.
}
const looked = await lookThrough(file, async (took) => void (await wait(took * REST))).then(
  (damage): Looked => ({ damage }),
  (error: Error): Looked => ({ failed: error.message }),
)
parentPort?.postMessage(looked)
