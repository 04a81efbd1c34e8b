import { join } from 'node:path'
import { io } from 'socket.io-client'
import type { AlertWatch } from '../load/alert-watch.ts'
import type { Fleet } from '../workload/fleet.ts'
import { askCount, type Child, firstAnswer, startChild } from './child.ts'
import { findMosquitto, startMosquitto } from './mosquitto.ts'
import type { System } from './system.ts'

/** Which broker the plain system has on this machine. */
export const plainBroker = (): string =>
  findMosquitto() === undefined ? 'aedes, as Mosquitto is not installed' : 'Mosquitto'

/** Broker, consumer and a browser's socket: see plain-node-process.ts. */
export async function startPlainNode(folder: string, fleet: Fleet): Promise<System> {
  const children: Child[] = []
  const stop = async (): Promise<void> => {
    for (const child of children.toReversed()) await child.stop()
  }
  try {
    const broker = await startBroker(folder, children)
    const log = join(folder, 'plain-node.log')
    const script = join(import.meta.dirname, 'plain-node-process.ts')
    const environment = { BROKER: `mqtt://127.0.0.1:${broker}`, DATABASE: join(folder, 'plain-node.db') }
    const consumer = startChild({ command: process.execPath, arguments: [script], environment, log, ipc: true })
    children.push(consumer)
    const { http } = await firstAnswer<{ http: number }>(consumer, log)
    const screen = await openScreen(http, fleet)
    return {
      name: 'plain Node',
      mqttPort: broker,
      processes: children.map(({ pid }) => pid),
      counters: undefined,
      dealtWith: () => askCount(consumer),
      watchWith: screen.watchWith,
      async stop() {
        screen.close()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startBroker(folder: string, children: Child[]): Promise<number> {
  const command = findMosquitto()
  if (command !== undefined) {
    const broker = await startMosquitto(command, folder)
    children.push(broker)
    return broker.port
  }
  const log = join(folder, 'plain-broker.log')
  const script = join(import.meta.dirname, 'plain-broker-process.ts')
  const child = startChild({ command: process.execPath, arguments: [script], log, ipc: true })
  children.push(child)
  return (await firstAnswer<{ mqtt: number }>(child, log)).mqtt
}

async function openScreen(port: number, fleet: Fleet) {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] })
  let current: AlertWatch | undefined
  socket.on('alert', ({ device }: { device: string }) => {
    current?.heard(fleet.ownerOf(device) ?? device, performance.now())
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return {
    watchWith: (watch: AlertWatch) => {
      current = watch
    },
    close: () => socket.close(),
  }
}
