import {
  type ApiScope,
  type ApiToken,
  type GatewayFindingCode,
  type GatewaySummary,
  type HomeChoice,
  isoTime,
  type Milliseconds,
  stateMessageSchema,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../database/schema.ts'
import { areasFrom } from './api-tokens.ts'
import type { GatewayPresence } from './presence.ts'

/** Gateways as a technician sees them: devices and places, and nobody's name. */
export function gatewayReader(query: Kysely<Database>, presence: GatewayPresence) {
  return {
    async list(): Promise<GatewaySummary[]> {
      const [gateways, findings, lanes] = await Promise.all([
        query
          .selectFrom('gateway')
          .innerJoin('home', 'home.id', 'gateway.home')
          .leftJoin('gateway_state', 'gateway_state.gateway', 'gateway.id')
          .select(['gateway.id', 'gateway.home', 'gateway.revoked_at', 'home.partition', 'gateway_state.body'])
          .select(placeOf('gateway.home').as('place'))
          .select(
            sql<number | null>`(select max(c.not_after) from gateway_certificate c where c.gateway = gateway.id
              and c.issued_at > coalesce(gateway.revoked_at, 0))`.as('not_after'),
          )
          .orderBy('gateway.id')
          .execute(),
        query.selectFrom('gateway_finding').selectAll().orderBy('last_at', 'desc').execute(),
        query
          .selectFrom('gateway_lane')
          .select(['gateway', 'lane'])
          .select(({ fn }) => [fn.sum<number>('missing').as('missing'), fn.sum<number>('repeated').as('repeated')])
          .groupBy(['gateway', 'lane'])
          .execute(),
      ])
      const findingsOf = Map.groupBy(findings, ({ gateway }) => gateway)
      const lanesOf = Map.groupBy(lanes, ({ gateway }) => gateway)
      return gateways.map(({ id, home, place, partition, body, not_after, revoked_at }) => ({
        id,
        home,
        place,
        partition,
        online: presence.isOnline(id),
        since: isoOrNull(presence.since(id)),
        lastHeard: isoOrNull(presence.lastHeard(id)),
        state: presence.stateOf(id) ?? writtenState(body),
        certificateEnds: isoOrNull(not_after),
        revokedAt: not_after === null ? isoOrNull(revoked_at) : null,
        lanes: (lanesOf.get(id) ?? []).map(({ lane, missing, repeated }) => ({ lane, missing, repeated })),
        findings: (findingsOf.get(id) ?? []).map(({ code, count, detail, first_at, last_at }) => ({
          code: code as GatewayFindingCode,
          count,
          detail,
          firstAt: isoTime(first_at),
          lastAt: isoTime(last_at),
        })),
      }))
    },

    /** Every home, those first that have no gateway yet. */
    async homes(): Promise<HomeChoice[]> {
      return query
        .selectFrom('home')
        .select('home.id')
        .select(placeOf('home.id').as('place'))
        .orderBy(sql`exists(select 1 from gateway g where g.home = home.id)`)
        .orderBy('home.id')
        .execute()
    },

    async tokens(): Promise<ApiToken[]> {
      const rows = await query.selectFrom('api_token').selectAll().orderBy('created_at', 'desc').execute()
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        scopes: row.scopes.split(' ') as ApiScope[],
        gateway: row.gateway,
        areas: shownAreas(row.areas),
        createdAt: isoTime(row.created_at),
        expiresAt: isoTime(row.expires_at),
        lastUsedAt: isoOrNull(row.last_used_at),
        revokedAt: isoOrNull(row.revoked_at),
      }))
    },

    /** Gateways whose certificate ends before `before` and that have no newer one. */
    async ending(before: Milliseconds): Promise<{ gateway: string; notAfter: Milliseconds }[]> {
      const rows = await query
        .selectFrom('gateway_certificate')
        .innerJoin('gateway', 'gateway.id', 'gateway_certificate.gateway')
        .select('gateway')
        .select(({ fn }) => fn.max<number>('not_after').as('notAfter'))
        .where(sql<boolean>`issued_at > coalesce(gateway.revoked_at, 0)`)
        .groupBy('gateway')
        .having(({ fn }) => fn.max('not_after'), '<', before)
        .execute()
      return rows
    },
  }
}

export type GatewayReader = ReturnType<typeof gatewayReader>

function shownAreas(text: string): ApiToken['areas'] {
  const areas = areasFrom(text)
  return areas === 'every' ? areas : [...areas]
}

/** Where a home is, as whoever drives there has to know: an address that one of those who live there has given. */
export const placeOf = (home: string) =>
  sql<
    string | null
  >`(select nullif(trim(coalesce(p.address, '') || ' ' || coalesce(p.municipality, '')), '') from patient p
    where p.home = ${sql.ref(home)} and (p.address is not null or p.municipality is not null) order by p.id limit 1)`

const isoOrNull = (time: Milliseconds | null | undefined): string | null => (time == null ? null : isoTime(time))

function writtenState(body: string | null): GatewaySummary['state'] {
  if (body === null) return null
  const state = stateMessageSchema.safeParse(JSON.parse(body))
  return state.success ? state.data : null
}
