import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // Sessions are made anew: everybody signs in once more.
  `drop table session`,
  `create table session(id text primary key, token_hash blob not null unique, staff text not null references staff(id),
    screen blob, method text not null, created_at integer not null, verified_at integer not null,
    last_used_at integer not null, expires_at integer not null, locked_at integer,
    wrong_pins integer not null default 0, needs_factor integer not null default 0,
    address text not null, agent text not null, provider_session text, provider_token text) strict, without rowid`,
  `create index session_staff on session(staff)`,
  `create index session_screen on session(screen) where screen is not null`,
  `create index session_provider on session(provider_session) where provider_session is not null`,
  // A tablet, a desk or a board, known by a cookie of its own, and who has signed in there before.
  `create table screen(token_hash blob primary key, kind text not null, set_by text not null,
    set_at integer not null) strict, without rowid`,
  `create table screen_staff(screen blob not null, staff text not null references staff(id), last_at integer not null,
    primary key(screen, staff)) strict, without rowid`,

  `alter table staff add column issuer text`,
  `alter table staff add column subject text`,
  `alter table staff add column pin_hash text`,
  `alter table staff add column last_signed_in_at integer`,
  `create unique index staff_subject on staff(issuer, subject) where issuer is not null`,
  // One-time links for setting a password.
  `create table staff_link(token_hash blob primary key, staff text not null references staff(id),
    expires_at integer not null) strict, without rowid`,
  `create table staff_factor(id text primary key, staff text not null references staff(id), kind text not null,
    label text not null, credential text unique, body text not null, created_at integer not null,
    last_used_at integer) strict, without rowid`,
  `create index staff_factor_staff on staff_factor(staff)`,
  `create table recovery_code(id text primary key, staff text not null references staff(id),
    code_hash text not null) strict, without rowid`,
  `create index recovery_code_staff on recovery_code(staff)`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
