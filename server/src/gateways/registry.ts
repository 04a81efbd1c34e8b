import { timingSafeEqual } from 'node:crypto'
import { topicOf } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import { hashToken } from '../identity/session-store.ts'

/** A gateway that has proved who it is, and the only topics that are its own. */
export interface GatewayIdentity {
  id: string
  partition: string
}

/** Which gateways there are. Asked anew each time, so that one just provisioned is known at once. */
export function gatewayRegistry(sqlite: SqliteDatabase.Database) {
  const byId = sqlite.prepare(
    'select g.id, h.partition, g.token_hash from gateway g join home h on h.id = g.home where g.id = ?',
  )
  const byToken = sqlite.prepare(
    'select g.id, h.partition from gateway g join home h on h.id = g.home where g.token_hash = ?',
  )
  const version = sqlite.prepare('select version from directory_version').pluck()
  return {
    authenticate(id: string, token: string): GatewayIdentity | undefined {
      const row = byId.get(id) as (GatewayIdentity & { token_hash: Buffer }) | undefined
      if (row === undefined || !timingSafeEqual(row.token_hash, hashToken(token))) return undefined
      return { id: row.id, partition: row.partition }
    },
    byToken: (token: string): GatewayIdentity | undefined =>
      byToken.get(hashToken(token)) as GatewayIdentity | undefined,
    /** Grows when any of it may have changed. */
    version: (): number => version.get() as number,
  }
}

export type GatewayRegistry = ReturnType<typeof gatewayRegistry>

export const ownTopics = ({ id, partition }: GatewayIdentity) => ({
  items: topicOf(partition, id, 'items'),
  urgent: topicOf(partition, id, 'urgent'),
  state: topicOf(partition, id, 'state'),
  result: topicOf(partition, id, 'result'),
  ack: topicOf(partition, id, 'ack'),
  config: topicOf(partition, id, 'config'),
  command: topicOf(partition, id, 'command'),
})
