import { type Kysely, sql } from 'kysely'

const TABLES = [
  // A test alarm from a home to a screen. \`attempt\`: which of its night; 0: somebody asked for it.
  `create table alive_test(command text primary key, home text not null, gateway text not null, attempt integer not null,
    asked_at integer not null, ended_at integer, result text, confirmed_by text) strict`,
  `create index alive_test_of_home on alive_test(home, asked_at)`,
  `create index alive_test_under_way on alive_test(asked_at) where ended_at is null`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}
