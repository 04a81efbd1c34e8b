import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { clockFromText, type KotisiltaError } from '@kotisilta/contract'
import pino, { type Logger } from 'pino'
import type { GatewayConfig } from './config.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { machineTime } from './machine-time.ts'
import { blueZRadio } from './radio/bluez/bluez-radio.ts'
import { restartCommand } from './radio/bluez/restart-command.ts'
import type { Radio } from './radio/radio.ts'
import { installationAt } from './update/installation.ts'
import { watchdog } from './watchdog.ts'

/** Other than 0, so that whatever looks after the process starts it again: EX_TEMPFAIL of sysexits.h. */
const RESTART = 75

/**
 * Runs a gateway as a process of its own until SIGTERM or SIGINT; a second signal does not wait. Logs go to stderr.
 *
 * @param ready called when it runs
 * @returns the exit code: 0 after a signal, 1 if it cannot go on and is to be started again, 75 if the server wants it started again
 */
export async function runGateway(config: GatewayConfig, ready: (gateway: Gateway) => void): Promise<number> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: true }))
  const ended = Promise.withResolvers<number>()
  const signalled = (): void => {
    process.once('SIGTERM', () => process.exit(1))
    process.once('SIGINT', () => process.exit(1))
    ended.resolve(0)
  }
  process.once('SIGTERM', signalled)
  process.once('SIGINT', signalled)

  const gateway = await startGateway({
    config,
    clock: clockFromText(config.clock),
    ...(config.clock === undefined && { time: machineTime() }),
    radio: config.radio === 'bluez' ? radioOf(config, log) : undefined,
    log,
    installed: installedAt(process.env.KOTISILTA_INSTALLATION),
    restart: () => ended.resolve(RESTART),
    failed: (error: KotisiltaError) => {
      log.fatal({ code: error.code }, 'cannot go on')
      ended.resolve(1)
    },
  })
  ready(gateway)
  const watched = watchdog(process.env, () => true)
  watched.ready()
  const code = await ended.promise
  watched.close()
  await gateway.close()
  return code
}

const radioOf = ({ adapter, bluetoothRestart }: GatewayConfig, log: Logger): Radio =>
  blueZRadio({
    adapter,
    log,
    ...(bluetoothRestart !== undefined && { restartService: restartCommand(bluetoothRestart) }),
  })

/** The installation that `launch` names, with the key of those whose releases it takes. */
function installedAt(root: string | undefined) {
  const installation = root === undefined ? undefined : installationAt(root)
  const key = join(root ?? '', 'release-key.pem')
  if (installation === undefined || !existsSync(key)) return undefined
  return { installation, publicKey: readFileSync(key, 'utf8') }
}
