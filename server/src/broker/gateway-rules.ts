import type { Lane, TopicLeaf } from '@kotisilta/contract'
import type { GatewayIdentity, ownTopics } from '../gateways/registry.ts'

/** A gateway on the line: who it is, and the only topics that are its own. */
export interface GatewaySession {
  identity: GatewayIdentity
  topics: ReturnType<typeof ownTopics>
}

/** What a CONNECT says, as far as the rules look at it. */
export interface Connect {
  clientId: string
  clean: boolean
  will: { topic: string } | undefined
}

export type ConnectRefusal = 'client-id-empty' | 'client-id-wrong' | 'will-not-own'

/** MQTT 3.1.1, table 3.1. */
export const RETURN_CODE = { identifierRejected: 2, badCredentials: 4, notAuthorised: 5 } as const

/**
 * Whether a client may call itself that: the gateway's id, or `<id>:urgent` for its second connection. Its will is
 * authorised like a publish, and may only be its state.
 */
export function refusedConnect(connect: Connect, { identity, topics }: GatewaySession): ConnectRefusal | undefined {
  if (connect.clientId !== identity.id && connect.clientId !== `${identity.id}:urgent`) return 'client-id-wrong'
  if (connect.will !== undefined && connect.will.topic !== topics.state) return 'will-not-own'
  return undefined
}

/** MQTT 3.1.1, 3.1.3.1: without a name there can be no session to come back to. */
export const nameMissing = ({ clientId, clean }: Connect): boolean => clientId === '' && !clean

/** What a gateway's publish is, by its topic; undefined if it may not publish there. */
export function publishKind({ topics }: GatewaySession, topic: string): Lane | 'state' | 'result' | undefined {
  if (topic === topics.items) return 'items'
  if (topic === topics.urgent) return 'urgent'
  if (topic === topics.state) return 'state'
  if (topic === topics.result) return 'result'
  return undefined
}

/** What a gateway may subscribe to, exactly: no wildcard ever is. */
export function subscriptionKind({ topics }: GatewaySession, filter: string): TopicLeaf | undefined {
  if (filter === topics.config) return 'config'
  if (filter === topics.command) return 'command'
  if (filter === topics.ack) return 'ack'
  return undefined
}

/** A last look at what is about to be sent to a client, however it came to be. */
export const mayReceive = (session: GatewaySession, topic: string): boolean =>
  subscriptionKind(session, topic) !== undefined
