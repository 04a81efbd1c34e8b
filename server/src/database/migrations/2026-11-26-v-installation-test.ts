import { type Kysely, sql } from 'kysely'

const TABLES = [
  `create table installation_test(id text primary key, home text not null, gateway text not null references gateway(id),
    started_at integer not null, until_at integer not null, by text not null, by_name text not null, ended_at integer, ended text) strict`,
  `create unique index installation_test_running on installation_test(home) where ended_at is null`,
  `create table installation_test_turn(id integer primary key, test text not null references installation_test(id), device text not null,
    from_at integer not null, until_at integer not null, first_at integer, first_urgent integer) strict`,
  `create table test_item(id text primary key, test text not null references installation_test(id), turn integer not null,
    gateway text not null, device text not null, kind text not null, at integer not null, received_at integer not null,
    natural text not null unique, lane text not null, urgent integer not null, body text not null,
    real_at integer, real_by text, real_by_name text) strict`,
  `create index test_item_of_test on test_item(test)`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}
