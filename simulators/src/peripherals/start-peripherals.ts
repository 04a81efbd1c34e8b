import { Adapter } from './adapter.ts'
import { Agents } from './agents.ts'
import { connectToBus, leaveBus } from './bus-connection.ts'
import { acceptIntegerKeys } from './integer-keys.ts'
import { type ObjectServer, objectServer } from './object-server.ts'
import { defaultTiming, type Timing } from './timing.ts'

/** A BlueZ without a radio: adapters whose devices are all virtual. */
export interface Peripherals {
  adapters: readonly Adapter[]
  /** The Bluetooth daemon goes away, as when it crashes: name, objects and connections are gone. */
  stop(): Promise<void>
  /** The daemon answers nobody and announces nothing, until it is restarted. */
  hang(): void
  /** It comes back: the adapters are there and powered, devices have to be heard again. */
  restart(): Promise<void>
  /** The end: nothing advertises, nothing is on the bus. */
  close(): Promise<void>
}

/**
 * Shows `org.bluez` on the bus at `busAddress` with adapters `hci0`, `hci1`, and so on, for any program that speaks to
 * BlueZ over D-Bus. Devices are added to an adapter and driven through what `addDevice` returns.
 * Throws `bus-failed` if there is no bus or it has a BlueZ already.
 */
export async function startPeripherals(options: {
  busAddress: string
  /** How many adapters; one if absent. */
  adapters?: number
  timing?: Partial<Timing>
}): Promise<Peripherals> {
  acceptIntegerKeys()
  const timing = { ...defaultTiming, ...options.timing }
  const adapters = Array.from({ length: options.adapters ?? 1 }, (_, index) => new Adapter(index, timing))
  let programGone = (_caller: string): void => {}
  let running: { server: ObjectServer; disconnect(): void } | undefined

  const start = async (): Promise<void> => {
    const bus = await connectToBus(options.busAddress, 'org.bluez', (caller) => {
      programGone(caller)
      for (const adapter of adapters) adapter.callerGone(caller)
    })
    const server = objectServer(bus)
    const agents = new Agents(bus)
    programGone = (caller) => agents.callerGone(caller)
    server.add('/org/bluez', [agents.exported])
    for (const adapter of adapters) adapter.attach(server, agents)
    running = { server, disconnect: () => leaveBus(bus) }
  }
  const stop = async (): Promise<void> => {
    if (running === undefined) return
    const { server, disconnect } = running
    running = undefined
    server.close()
    for (const adapter of adapters) adapter.detach()
    disconnect()
  }

  await start()
  return {
    adapters,
    stop,
    hang: () => running?.server.hang(true),
    async restart() {
      await stop()
      await start()
    },
    async close() {
      for (const adapter of adapters) adapter.silence()
      await stop()
    },
  }
}
