import { type Kysely, sql } from 'kysely'

const TABLES = [
  `create table home_command(id text primary key, gateway text not null references gateway(id), patient text, task text, command text not null,
    args text not null, status text not null, code text, device text, by text, by_name text, created_at integer not null,
    sent_at integer, ended_at integer, expires_at integer not null) strict`,
  `create index home_command_unanswered on home_command(gateway) where ended_at is null`,
  `create index home_command_of_gateway on home_command(gateway, created_at)`,
  `create index home_command_of_patient on home_command(patient, created_at) where patient is not null`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}
