import type { ConfigMessage } from '@kotisilta/contract'
import type { Client } from 'aedes'

/** Reads a gateway's configuration; `fresh` if what is remembered of weights is not good enough. */
export type ConfigOf = (gateway: string, fresh: boolean) => Promise<ConfigMessage>

interface Recipient {
  gateway: string
  topic: string
}

/** Sends gateways their configuration: in the order in which it was asked for, and not again what they have. */
export function configSender(configOf: ConfigOf) {
  const sent = new WeakMap<Client, string>()
  const sending = new WeakMap<Client, Promise<void>>()

  async function send(client: Client, { gateway, topic }: Recipient, how: { fresh: boolean; again: boolean }) {
    const text = JSON.stringify(await configOf(gateway, how.fresh))
    if (client.closed || (!how.again && sent.get(client) === text)) return
    sent.set(client, text)
    const payload = Buffer.from(text)
    const packet = { cmd: 'publish', topic, payload, qos: 1, retain: true, dup: false } as const
    client.publish(packet as Parameters<Client['publish']>[0], () => {})
  }

  /** A configuration that cannot be read now is read with the next round: the gateway has its last one. */
  function afterTheLast(client: Client, recipient: Recipient, how: { fresh: boolean; again: boolean }): void {
    const before = sending.get(client) ?? Promise.resolve()
    sending.set(
      client,
      before.then(() => send(client, recipient, how)).catch(() => {}),
    )
  }

  return {
    /** To one that has just subscribed. */
    greet: (client: Client, recipient: Recipient) => afterTheLast(client, recipient, { fresh: false, again: true }),
    /** Only if it is another now. */
    renew: (client: Client, recipient: Recipient, fresh: boolean) =>
      afterTheLast(client, recipient, { fresh, again: false }),
  }
}
