import type { Logger } from 'pino'
import type { RecoveryStep } from '../hearing/recovery.ts'
import type { Discovery } from './discovery.ts'
import type { SystemBus } from './system-bus.ts'

/** What is treated. */
export interface Treated {
  readonly looking: Discovery
  readonly bus: SystemBus
  readonly log: Logger
  /** Restarts the Bluetooth service; absent where this gateway may not. */
  restartService?(): Promise<void>
}

/** Takes one step of a radio's recovery. @throws KotisiltaError `no-answer` if Bluetooth does not answer */
export async function heal(step: RecoveryStep, { looking, bus, log, restartService }: Treated): Promise<void> {
  log.warn({ step }, 'the radio is treated')
  switch (step) {
    case 'restart-discovery':
      return looking.restart(false)
    case 'new-filter':
      return looking.restart(true)
    case 'power-cycle':
      return looking.switchOff()
    case 'new-bus':
      return bus.close()
    case 'restart-service':
      await restartService?.().catch((error: unknown) =>
        log.error({ reason: String(error) }, 'Bluetooth not restarted'),
      )
  }
}
