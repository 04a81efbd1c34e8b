import { existsSync } from 'node:fs'
import type { Milliseconds } from '@kotisilta/contract'
import type { TimeSource } from './collect/gateway-clock.ts'

/** systemd-timesyncd makes this file when it has set the clock; before that only the folder is there (systemd-timesyncd.service(8)). */
const FOLDER = '/run/systemd/timesync'
const LOOK: Milliseconds = 5_000

/** The machine's own time. */
export function machineTime(folder: string = FOLDER): TimeSource {
  let lookedAt = Number.NEGATIVE_INFINITY
  let synchronised: boolean | undefined
  return {
    wall: () => Date.now(),
    monotonic: () => performance.now(),
    synchronised() {
      if (performance.now() - lookedAt < LOOK) return synchronised
      lookedAt = performance.now()
      synchronised = existsSync(folder) ? existsSync(`${folder}/synchronized`) : undefined
      return synchronised
    },
  }
}
