import { setTimeout as delay } from 'node:timers/promises'
import { isoTime } from '@kotisilta/contract'
import type { MqttClient } from 'mqtt'
import { serialOf } from './home.ts'
import type { RunningGateway } from './running-gateway.ts'

export const DEVICES = 12
/** W1 of a home's person: 403 items a day. */
const ITEMS_A_DAY = 403
const DAY_MS = 86_400_000
/** So many of each device at once. */
const AT_ONCE = 4

/** A home's devices, all of them on its own network. */
export interface TwelveDevices {
  /** A day of each device, as fast as the gateway takes it. */
  day(begin: number): Promise<void>
  /** One reading now. */
  tell(): Promise<unknown>
  end(): void
}

export async function twelveDevices(gateway: RunningGateway): Promise<TwelveDevices> {
  const clients: MqttClient[] = []
  for (let index = 0; index < DEVICES; index++) clients.push(await gateway.device(serialOf(index)))
  let measured = 0
  const tell = (client: MqttClient, at: number): Promise<unknown> =>
    client.publishAsync(
      `kotisilta-device/v1/${client.options.clientId}/reading`,
      JSON.stringify({ kind: 'heart-rate', value: 60 + (measured++ % 40), unit: '/min', at: isoTime(at) }),
      { qos: 1 },
    )
  return {
    async day(begin) {
      for (let item = 0; item < ITEMS_A_DAY; item += AT_ONCE) {
        const together = Array.from({ length: Math.min(AT_ONCE, ITEMS_A_DAY - item) }, (_, offset) => item + offset)
        await Promise.all(
          clients.flatMap((client) => together.map((each) => tell(client, begin + each * (DAY_MS / ITEMS_A_DAY)))),
        )
      }
      // Until the server has acknowledged it all.
      await delay(2_000)
    },
    tell: () => tell(clients[0] as MqttClient, Date.now()),
    end() {
      for (const client of clients) client.end(true)
    },
  }
}

/** Between two readings of a home whose two people each measure as often as W1 says. */
export const PAUSE_AT_REST = DAY_MS / ITEMS_A_DAY / 2
