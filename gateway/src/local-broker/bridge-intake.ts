import type { Clock } from '@kotisilta/contract'
import { allBridges, type Heard, type Mapping, type RoleOf } from '@kotisilta/device-profiles'
import type { Intake } from '../intake.ts'
import type { BridgeMemory } from '../store/bridge-memory.ts'
import { retainedWords } from './retained.ts'

export interface BridgeIntakeOptions {
  readonly clock: Clock
  readonly intake: Intake
  readonly memory: BridgeMemory
  readonly roleOf: RoleOf
  /** What a technician wrote of plain topics. */
  readonly mapping?: Mapping | undefined
  /** Whether a Bluetooth device is this home's, and heard in no other way. */
  isHeardByBridges(device: string): boolean
  heard(device: string): void
}

/** The way of what other systems say on the local broker into the outbox. */
export interface BridgeIntake {
  /** Resolves when it is on the disk; rejects, having forgotten it, when the disk does not let us. */
  receive(message: { client: string; topic: string; payload: Uint8Array; retained?: boolean }): Promise<void>
}

/** Hears what Zigbee2MQTT, Theengs, Home Assistant's discovery and mapped topics say; knows after a restart what it knew before. */
export function bridgeIntake({
  clock,
  intake,
  memory,
  roleOf,
  mapping,
  ...options
}: BridgeIntakeOptions): BridgeIntake {
  const bridges = allBridges({ roleOf, ...(mapping !== undefined && { mapping }) })
  bridges.restore(memory.read())

  /** The neighbour's scale is on the air too. */
  const isOurs = ({ device }: Heard): boolean => device?.startsWith('ble:') !== true || options.isHeardByBridges(device)

  return {
    async receive({ client, topic, payload, retained }) {
      const before = bridges.states()
      const said = bridges.hear({ topic, payload, now: clock.now() })?.filter(isOurs)
      if (said === undefined) return
      try {
        await Promise.all(
          said.map(({ device = `mqtt:${client.toLowerCase()}`, decoded }) => {
            options.heard(device)
            return intake.take({ device, source: topic, bytes: payload }, retained ? retainedWords(decoded) : decoded)
          }),
        )
      } catch (error) {
        // It is sent again, and is to be news again.
        bridges.restore(before)
        throw error
      }
      memory.write(bridges.states())
    },
  }
}
