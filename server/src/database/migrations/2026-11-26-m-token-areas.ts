import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  // Ids of areas between spaces, `*` for every one; empty: no people.
  await sql.raw(`alter table api_token add column areas text not null default ''`).execute(db)
}
