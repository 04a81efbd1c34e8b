/** MQTT topics, `kotisilta/v1/<partition>/<gateway>/<leaf>`. */
export const TOPIC_LEAVES = ['items', 'urgent', 'state', 'ack', 'config', 'command', 'result'] as const
export type TopicLeaf = (typeof TOPIC_LEAVES)[number]

/** Leaves that a gateway publishes; the others are the server's. */
export const GATEWAY_PUBLISHES: readonly TopicLeaf[] = ['items', 'urgent', 'state', 'result']
/** Leaves that a gateway may subscribe to. */
export const GATEWAY_SUBSCRIBES: readonly TopicLeaf[] = ['ack', 'config', 'command']

/** The answer to a command goes to `command/result`'s neighbour: `.../result`. */
export const topicOf = (partition: string, gateway: string, leaf: TopicLeaf): string =>
  `kotisilta/v1/${partition}/${gateway}/${leaf}`

/** `undefined` for a topic that is not of this form. */
export function parseTopic(topic: string): { partition: string; gateway: string; leaf: TopicLeaf } | undefined {
  const match = /^kotisilta\/v1\/([0-5]\d|6[0-3])\/([a-z0-9-]{1,40})\/([a-z]+)$/.exec(topic)
  if (match === null) return undefined
  const [, partition, gateway, leaf] = match as unknown as [string, string, string, TopicLeaf]
  return TOPIC_LEAVES.includes(leaf) ? { partition, gateway, leaf } : undefined
}
