import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // Every certificate that was issued before this moment is refused, also one that a restored backup does not know.
  `alter table gateway add column revoked_at integer`,
  `create table gateway_certificate(serial text primary key, gateway text not null references gateway(id),
    issued_at integer not null, not_after integer not null, key_hash blob not null) strict, without rowid`,
  `create index gateway_certificate_gateway on gateway_certificate(gateway, not_after)`,
  // key_hash: of the key that has used the code; the same key may ask again when the answer was lost.
  `create table enrolment_code(code_hash blob primary key, gateway text not null references gateway(id),
    created_at integer not null, created_by text not null, expires_at integer not null, key_hash blob)
    strict, without rowid`,
  // What a technician should know of a gateway: one row for each kind of thing, counted.
  `create table gateway_finding(gateway text not null, code text not null, first_at integer not null,
    last_at integer not null, count integer not null, detail text not null, primary key(gateway, code))
    strict, without rowid`,
  // How far each lane of each outbox has come; the newest few outboxes of a gateway.
  `create table gateway_lane(gateway text not null, lane text not null, epoch text not null, seq integer not null,
    missing integer not null, repeated integer not null, last_at integer not null,
    primary key(gateway, lane, epoch)) strict, without rowid`,
  // 1 if the server ended in order and gateway_lane is exact.
  `create table gateway_lane_exact(exact integer not null) strict`,
  `insert into gateway_lane_exact values(0)`,
  `create table api_token(id text primary key, name text not null, token_hash blob not null unique,
    scopes text not null, gateway text references gateway(id), created_at integer not null, created_by text not null,
    expires_at integer not null, last_used_at integer, revoked_at integer) strict`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
