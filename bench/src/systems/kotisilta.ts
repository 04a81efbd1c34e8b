import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FleetLine, parseFleet } from '../workload/fleet-lines.ts'
import { type Child, firstAnswer, runToEnd, startChild } from './child.ts'
import { fetchCounters } from './counters.ts'
import { openOnCallScreen } from './on-call-screen.ts'
import type { System } from './system.ts'

export const COMMAND = join(import.meta.dirname, '../../../bin/kotisilta')
export const ACCOUNT = { username: 'bench', password: 'a long enough passphrase for the bench' }

interface Ready {
  readonly http: number
  readonly mqtt: number
}

export const environmentOf = (dataFolder: string): Record<string, string> => ({
  KOTISILTA_DATA_DIR: dataFolder,
  KOTISILTA_HTTP_PORT: '0',
  KOTISILTA_MQTT_PORT: '0',
  KOTISILTA_MQTTS_PORT: '0',
})

/** Makes a data folder with homes and one account, from which each server starts with a copy. */
export async function provision(folder: string, homes: number, patientsPerHome: number): Promise<FleetLine[]> {
  const template = templateOf(folder)
  mkdirSync(template, { recursive: true })
  const environment = environmentOf(template)
  const fleet = join(folder, 'FLEET.ndjson')
  const log = join(folder, 'provision.log')
  const size = ['--gateways', String(homes), '--patients-per-gateway', String(patientsPerHome)]
  await runToEnd({ command: COMMAND, arguments: ['provision', ...size, '--out', fleet], environment, log })
  await runToEnd({
    command: COMMAND,
    arguments: ['user', 'add', '--username', ACCOUNT.username, '--role', 'on-call', '--password-stdin'],
    environment,
    log,
    input: ACCOUNT.password,
  })
  return parseFleet(readFileSync(fleet, 'utf8'))
}

const templateOf = (folder: string): string => join(folder, 'template')

/** A data folder as it was after `provision`. */
export function freshDataFolder(folder: string, name: string): string {
  const copy = join(folder, name)
  cpSync(templateOf(folder), copy, { recursive: true })
  return copy
}

export interface ServerProcess {
  readonly child: Child
  readonly ports: Ready
}

/** Starts the server on a data folder and waits until it can commit. */
export async function startServer(
  folder: string,
  dataFolder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const log = join(folder, 'server.log')
  const environment = { ...environmentOf(dataFolder), ...more }
  const child = startChild({ command: COMMAND, arguments: ['server', '--json'], environment, log })
  try {
    return { child, ports: await firstAnswer<Ready>(child, log) }
  } catch (error) {
    await child.kill()
    throw error
  }
}

/** The server as a region would run it on one machine, with one screen on call. */
export async function startKotisilta(
  folder: string,
  dataFolder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<System> {
  const { child, ports } = await startServer(folder, dataFolder, more)
  const address = `http://127.0.0.1:${ports.http}`
  try {
    const screen = await openOnCallScreen(address, ACCOUNT)
    return {
      name: 'Kotisilta',
      mqttPort: ports.mqtt,
      processes: [child.pid],
      dealtWith: undefined,
      counters: () => fetchCounters(address),
      watchWith: screen.watchWith,
      async stop() {
        screen.close()
        await child.stop()
      },
    }
  } catch (error) {
    await child.kill()
    throw error
  }
}
