import {
  type AckMessage,
  ackMessageSchema,
  type ConfigMessage,
  commandMessageSchema,
  configMessageSchema,
  isoTime,
  type Milliseconds,
  ulidSchema,
} from '@kotisilta/contract'
import { z } from 'zod'

/** What the server has sent, understood. */
export type Arrival =
  | { readonly type: 'config'; readonly config: ConfigMessage }
  | { readonly type: 'ack'; readonly ack: AckMessage }
  | { readonly type: 'answer'; readonly result: CommandResult }
  | { readonly type: 'refused'; readonly leaf: string; readonly code: 'not-json' | 'schema' | 'unexpected' }
  | { readonly type: 'nothing' }

/** The answer to a command. */
interface CommandResult {
  readonly id: string
  readonly status: 'refused'
  readonly code: 'command-unknown' | 'command-expired' | 'command-unsupported'
}

/** Understands one message from the server; `leaf` is the last part of its topic. Nothing in it can throw. */
export function arrival(leaf: string, payload: Uint8Array, now: Milliseconds): Arrival {
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
  if (leaf === 'command') return command(content, now)
  return { type: 'refused', leaf, code: 'unexpected' }
}

/** This version carries out no commands, and says so for each, so that the server can make it a task for staff. */
function command(content: unknown, now: Milliseconds): Arrival {
  const addressed = z.object({ id: ulidSchema }).safeParse(content)
  if (!addressed.success) return { type: 'refused', leaf: 'command', code: 'schema' }
  const { id } = addressed.data
  const known = commandMessageSchema.safeParse(content)
  const code = !known.success
    ? 'command-unknown'
    : known.data.expires < isoTime(now)
      ? 'command-expired'
      : 'command-unsupported'
  return { type: 'answer', result: { id, status: 'refused', code } }
}
