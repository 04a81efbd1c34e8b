import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, Milliseconds } from '@kotisilta/contract'
import { blueZRadio, gatewayConfig, type Radio, scriptedRadio, startGateway } from '@kotisilta/gateway'
import type { ProvisionedGateway } from '@kotisilta/server'
import { type Air, type Home, scriptedAir, startBus, startHome, startPeripherals } from '@kotisilta/simulators'
import { destination, type Logger, pino } from 'pino'

export interface DemoHomes {
  homes: readonly Home[]
  fleet: readonly ProvisionedGateway[]
  /** `mqtt://host:port` */
  server: string
  dataDir: string
  clock: Clock
  clockText: string
  /** When the story began; undefined: it begins when all homes are alive. */
  storyStart: Milliseconds | undefined
  say(line: string): void
}

/** Every home comes to life: its gateway, its devices on the air and on its network, and its person. */
export async function startDemoHomes(demo: DemoHomes): Promise<{ storyStart: Milliseconds; close(): Promise<void> }> {
  const log = pino({ level: 'error', base: { part: 'gateway' } }, destination(2))
  const bluetooth = await startBluetooth(demo, log)
  const closing: (() => Promise<void>)[] = [bluetooth.close]
  const places: { home: Home; air: Air; localMqttPort: number }[] = []
  for (const [index, home] of demo.homes.entries()) {
    const { radio, air } = bluetooth.of(index)
    const gateway = await startGateway({ config: configOf(demo, home), clock: demo.clock, radio, log })
    closing.push(() => gateway.close())
    places.push({ home, air, localMqttPort: gateway.localMqttPort })
  }
  const { clock } = demo
  const storyStart = demo.storyStart ?? clock.now()
  for (const place of places) {
    const living = startHome({ ...place, clock, story: { startedAt: storyStart } })
    closing.push(() => living.close())
  }
  return {
    storyStart,
    async close() {
      for (const end of closing.reverse()) await end()
    },
  }
}

function configOf({ fleet, dataDir, server, clockText }: DemoHomes, home: Home) {
  const { token, partition } = fleet.find(({ gateway }) => gateway === home.gateway) as ProvisionedGateway
  const folder = join(dataDir, home.gateway)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return gatewayConfig({
    KOTISILTA_GATEWAY_ID: home.gateway,
    KOTISILTA_GATEWAY_TOKEN: token,
    KOTISILTA_GATEWAY_PARTITION: partition,
    KOTISILTA_SERVER: server,
    KOTISILTA_DATA_DIR: folder,
    KOTISILTA_LOCAL_MQTT_PORT: '0',
    KOTISILTA_CLOCK: clockText,
  })
}

interface Bluetooth {
  of(home: number): { radio: Radio; air: Air }
  close(): Promise<void>
}

/** Devices on a bus of our own, one adapter for each home; without `dbus-daemon`, a scripted radio. */
async function startBluetooth({ homes, say }: DemoHomes, log: Logger): Promise<Bluetooth> {
  const bus = await startBus()
  if (bus.outcome === 'not-installed') {
    say(`No dbus-daemon here, so the homes' radio is scripted. For real Bluetooth code: ${bus.install}`)
    return { of: () => scripted(), close: async () => {} }
  }
  // Where a Bluetooth library looks for BlueZ.
  process.env.DBUS_SYSTEM_BUS_ADDRESS = bus.address
  const peripherals = await startPeripherals({ busAddress: bus.address, adapters: homes.length })
  return {
    of: (home) => ({
      radio: blueZRadio({ adapter: `hci${home}`, log }),
      air: peripherals.adapters[home] as Air,
    }),
    async close() {
      await peripherals.close()
      await bus.close()
    },
  }
}

function scripted(): { radio: Radio; air: Air } {
  const radio = scriptedRadio()
  const air = scriptedAir({
    sighting: (sighting) => radio.play({ sighting }),
    gone: (address) => radio.play({ gone: address }),
    frame: ({ address, characteristic, bytes }) => radio.play({ frame: { address, characteristic, bytes } }),
  })
  return { radio, air }
}
