import { KotisiltaError } from '@kotisilta/contract'
import { destination, pino } from 'pino'
import { type ServerConfig, serverConfig } from './config.ts'
import { startHub } from './hub.ts'

/** sysexits.h: the configuration is at fault; the service cannot be had; an internal error. */
const EXIT = { configuration: 78, unavailable: 69, software: 70 }

/** Logs go to stderr; nothing in them may name a person or hold a secret. */
export const serverLog = (level: string) =>
  pino({ level, base: { part: 'server' }, redact: ['password', 'token', 'authorization', 'cookie'] }, destination(2))

/**
 * Runs the server until it is told to end. Faults that a person can mend are told in words, a code and what to do,
 * without a stack.
 */
export async function runServer(
  environment: Readonly<Record<string, string | undefined>>,
  ready: (ports: { http: number; mqtt: number; mqtts: number | null }) => void,
): Promise<void> {
  let config: ServerConfig
  try {
    config = serverConfig(environment)
  } catch (error) {
    return giveUp(error, EXIT.configuration)
  }
  const log = serverLog(config.logLevel)
  try {
    const hub = await startHub(config, log)
    const end = (signal: string) => {
      log.info({ signal }, 'ending')
      hub.close().then(
        () => process.exit(0),
        (error) => giveUp(error, EXIT.software),
      )
    }
    process.once('SIGTERM', end)
    process.once('SIGINT', end)
    log.info({ http: hub.http, mqtt: hub.mqtt, mqtts: hub.mqtts, dataDir: config.dataDir }, 'ready')
    ready(hub)
  } catch (error) {
    giveUp(error, EXIT.unavailable)
  }
}

function giveUp(error: unknown, exit: number): void {
  const known = error instanceof KotisiltaError
  for (const line of (known ? error.message : String((error as Error).stack)).split('\n')) {
    process.stderr.write(`kotisilta server: ${known ? `${error.code}: ` : ''}${line}\n`)
  }
  process.exit(known ? exit : EXIT.software)
}
