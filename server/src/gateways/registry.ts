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

/**
 * Which gateways there are. Whether anything has changed is asked anew each time, so that one just provisioned is known
 * at once, and one just revoked no more; what has not is answered from memory: a region that connects at once, or is
 * looked through, is no query for each gateway.
 */
export function gatewayRegistry(sqlite: SqliteDatabase.Database) {
  const byId = sqlite.prepare(
    'select g.id, h.partition, g.token_hash from gateway g join home h on h.id = g.home where g.id = ?',
  )
  const byToken = sqlite.prepare(
    'select g.id, h.partition from gateway g join home h on h.id = g.home where g.token_hash = ?',
  )
  const all = sqlite.prepare<[], KnownGateway>(
    `select g.id, h.partition, g.revoked_at as "revokedAt" from gateway g join home h on h.id = g.home`,
  )
  const version = sqlite.prepare<[], number>('select version from directory_version').pluck()
  let read = -1
  let gateways = new Map<string, KnownGateway>()

  /** All of them as they are now. */
  function known(): ReadonlyMap<string, KnownGateway> {
    const now = version.get() as number
    if (now === read) return gateways
    // Read after the version: what changes in between is read once more.
    gateways = new Map(all.all().map((row) => [row.id, row]))
    read = now
    return gateways
  }

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
      const row = known().get(name)
      if (row === undefined) return 'gateway-unknown'
      const trustedFrom = issuedAt(serial)
      if (row.revokedAt !== null && trustedFrom <= row.revokedAt) return 'certificate-revoked'
      return { id: row.id, partition: row.partition, trustedFrom, notAfter }
    },
    /** Tells of connections that were let in whether they may go on. */
    whoMayStay(now: number): (identity: GatewayIdentity) => boolean {
      const still = known()
      return ({ id, trustedFrom, notAfter }) => {
        const row = still.get(id)
        if (row === undefined || (notAfter !== undefined && notAfter <= now)) return false
        return row.revokedAt === null || trustedFrom > row.revokedAt
      }
    },
    exists: (id: string): boolean => known().has(id),
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
