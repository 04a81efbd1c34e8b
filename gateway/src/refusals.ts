import type { Clock } from '@kotisilta/contract'
import type { Logger } from 'pino'
import type { Origin } from './intake.ts'
import type { BadFrames } from './store/bad-frames.ts'

/** What says that somebody may be playing the device: also for whoever reads the log for security (bad input 19). */
const FORGED: ReadonlySet<string> = new Set(['bind-key-wrong', 'counter-replayed'])

/** Counts what cannot be understood, keeps it for support, and logs it once. */
export type Refuse = (origin: Origin, code: string, reason: string) => void

export function refusals(ports: {
  readonly badFrames: BadFrames
  readonly clock: Clock
  readonly log: Logger
  stateChanged(): void
}): Refuse {
  return ({ device, source, bytes }, code, reason) => {
    const { first } = ports.badFrames.add({ at: ports.clock.now(), device, source, code, bytes })
    // Once for each device and code: a device that sends nonsense all day is one line.
    const security = FORGED.has(code) ? { security: true } : {}
    if (first) ports.log.warn({ device, source, code, reason, ...security }, 'not understood')
    ports.stateChanged()
  }
}
