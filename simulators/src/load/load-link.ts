import { type Item, isoTime, isUrgent, KotisiltaError, newUlid, topicOf } from '@kotisilta/contract'
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import type { FleetGateway } from './fleet.ts'

/** One gateway's connection to the server, which sends one item a message. */
export interface LoadLink {
  /** Messages that the server has not acknowledged yet. */
  readonly unacknowledged: number
  readonly connected: boolean
  send(item: Item, now: number): void
  close(): Promise<void>
}

/**
 * Connects as that gateway; after a break it connects again by itself and sends again what was not acknowledged.
 * Throws `server-unreachable`, or `gateway-refused` if the server does not take the token.
 */
export async function openLoadLink(
  server: string,
  { gateway, partition, token }: FleetGateway,
  now: number,
  acknowledged: () => void,
): Promise<LoadLink> {
  const epoch = newUlid(now)
  const sequence = { items: 0, urgent: 0 }
  const state = topicOf(partition, gateway, 'state')
  const options: IClientOptions = {
    clientId: gateway,
    username: gateway,
    password: token,
    protocolVersion: 4,
    clean: true,
    keepalive: 60,
    reconnectPeriod: 1_000,
    connectTimeout: 10_000,
    will: { topic: state, payload: Buffer.from('{"online":false}'), qos: 1, retain: true },
  }
  const client: MqttClient = await connectAsync(server, options, false).catch((cause: Error & { code?: unknown }) => {
    // MQTT 3.1.1, table 3.1: 4 and 5 are for whoever is not let in.
    const refused = cause.code === 4 || cause.code === 5
    throw refused
      ? new KotisiltaError('gateway-refused', `the server does not let ${gateway} in`, { cause })
      : new KotisiltaError('server-unreachable', `no server at ${server}: ${cause.message}`, { cause })
  })
  client.on('error', () => undefined)
  await client.publishAsync(state, JSON.stringify({ online: true, since: isoTime(now) }), { qos: 1, retain: true })

  let unacknowledged = 0
  return {
    get unacknowledged() {
      return unacknowledged
    },
    get connected() {
      return client.connected
    },
    send(item, at) {
      const lane = isUrgent(item) ? 'urgent' : 'items'
      sequence[lane] += 1
      unacknowledged += 1
      const message = { sent: isoTime(at), epoch, seq: sequence[lane], items: [item] }
      client.publish(topicOf(partition, gateway, lane), JSON.stringify(message), { qos: 1 }, (error) => {
        unacknowledged -= 1
        if (error === undefined || error === null) acknowledged()
      })
    },
    async close() {
      if (!client.connected || unacknowledged > 0) return client.endAsync(true)
      client.publish(state, '{"online":false}', { qos: 1, retain: true })
      await client.endAsync()
    },
  }
}
