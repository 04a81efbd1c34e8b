import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  // Roles that need a second factor, as an administrator has said.
  await sql.raw('create table second_factor_role(role text primary key) strict, without rowid').execute(db)
}
