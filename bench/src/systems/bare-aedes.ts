import { join } from 'node:path'
import { askCount, firstAnswer, startChild } from './child.ts'
import type { System } from './system.ts'

/** aedes with a counter: no sign-in, no validation, no store, no alerts. */
export async function startBareAedes(folder: string): Promise<System> {
  const log = join(folder, 'bare-aedes.log')
  const script = join(import.meta.dirname, 'bare-aedes-process.ts')
  const child = startChild({ command: process.execPath, arguments: [script], log, ipc: true })
  try {
    const { mqtt } = await firstAnswer<{ mqtt: number }>(child, log)
    return {
      name: 'bare aedes',
      mqttPort: mqtt,
      processes: [child.pid],
      counters: undefined,
      dealtWith: () => askCount(child),
      watchWith: undefined,
      stop: child.stop,
    }
  } catch (error) {
    await child.kill()
    throw error
  }
}
