import { type AckMessage, ackMessageSchema, type ConfigMessage, configMessageSchema } from '@kotisilta/contract'

/** What the server has sent, understood. */
export type Arrival =
  | { readonly type: 'config'; readonly config: ConfigMessage }
  | { readonly type: 'ack'; readonly ack: AckMessage }
  /** JSON; whether it is a command is seen by whoever carries it out. */
  | { readonly type: 'command'; readonly content: unknown }
  | { readonly type: 'refused'; readonly leaf: string; readonly code: 'not-json' | 'schema' | 'unexpected' }
  | { readonly type: 'nothing' }

/** Understands one message from the server; `leaf` is the last part of its topic. Nothing in it can throw. */
export function arrival(leaf: string, payload: Uint8Array): Arrival {
  // A retained message that was taken back.
  if (payload.length === 0) return { type: 'nothing' }
  let content: unknown
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    return { type: 'refused', leaf, code: 'not-json' }
  }
  if (leaf === 'config') {
    const config = configMessageSchema.safeParse(content)
    return config.success ? { type: 'config', config: config.data } : { type: 'refused', leaf, code: 'schema' }
  }
  if (leaf === 'ack') {
    const ack = ackMessageSchema.safeParse(content)
    return ack.success ? { type: 'ack', ack: ack.data } : { type: 'refused', leaf, code: 'schema' }
  }
  if (leaf === 'command') return { type: 'command', content }
  return { type: 'refused', leaf, code: 'unexpected' }
}
