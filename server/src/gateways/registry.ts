import { timingSafeEqual } from 'node:crypto'
import { topicOf } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import { hashToken } from '../identity/session-store.ts'
import { issuedAt } from '../trust/serial.ts'

/** A gateway that has proved who it is. Times are the machine's own: security has nothing to do with a demo's clock. */
export interface GatewayIdentity {
  id: string
  partition: string
  /** When it was last said that it may be trusted: what was revoked since then ends. */
  trustedFrom: number
  /** The end of its certificate; absent if it came with a token. */
  notAfter?: number
}

/** Which gateways there are. Asked anew each time, so that one just provisioned is known at once. */
export function gatewayRegistry(sqlite: SqliteDatabase.Database) {
  const byId = sqlite.prepare(
    'select g.id, h.partition, g.token_hash from gateway g join home h on h.id = g.home where g.id = ?',
  )
  const byToken = sqlite.prepare(
    'select g.id, h.partition from gateway g join home h on h.id = g.home where g.token_hash = ?',
  )
  const byName = sqlite.prepare(
    `select g.id, h.partition, g.revoked_at as "revokedAt" from gateway g join home h on h.id = g.home where g.id = ?`,
  )
  const version = sqlite.prepare('select version from directory_version').pluck()
  return {
    authenticate(id: string, token: string): GatewayIdentity | undefined {
      const row = byId.get(id) as (GatewayIdentity & { token_hash: Buffer }) | undefined
      if (row === undefined || !timingSafeEqual(row.token_hash, hashToken(token))) return undefined
      return { id: row.id, partition: row.partition, trustedFrom: Date.now() }
    },
    byToken(token: string): GatewayIdentity | undefined {
      const row = byToken.get(hashToken(token)) as GatewayIdentity | undefined
      return row && { ...row, trustedFrom: Date.now() }
    },
    /** Whose certificate it is, which the handshake has shown to be ours. */
    byCertificate({
      name,
      serial,
      notAfter,
    }: {
      name: string
      serial: string
      notAfter: number
    }): GatewayIdentity | 'gateway-unknown' | 'certificate-revoked' {
      const row = byName.get(name) as KnownGateway | undefined
      if (row === undefined) return 'gateway-unknown'
      const trustedFrom = issuedAt(serial)
      if (row.revokedAt !== null && trustedFrom <= row.revokedAt) return 'certificate-revoked'
      return { id: row.id, partition: row.partition, trustedFrom, notAfter }
    },
    /** Whether a connection that was let in may go on. */
    mayStay({ id, trustedFrom, notAfter }: GatewayIdentity, now: number): boolean {
      const row = byName.get(id) as KnownGateway | undefined
      if (row === undefined || (notAfter !== undefined && notAfter <= now)) return false
      return row.revokedAt === null || trustedFrom > row.revokedAt
    },
    exists: (id: string): boolean => byName.get(id) !== undefined,
    /** Grows when any of it may have changed. */
    version: (): number => version.get() as number,
  }
}

interface KnownGateway {
  id: string
  partition: string
  revokedAt: number | null
}

export type GatewayRegistry = ReturnType<typeof gatewayRegistry>

export const ownTopics = ({ id, partition }: Pick<GatewayIdentity, 'id' | 'partition'>) => ({
  items: topicOf(partition, id, 'items'),
  urgent: topicOf(partition, id, 'urgent'),
  state: topicOf(partition, id, 'state'),
  result: topicOf(partition, id, 'result'),
  ack: topicOf(partition, id, 'ack'),
  config: topicOf(partition, id, 'config'),
  command: topicOf(partition, id, 'command'),
})
