import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/schema.ts'

/**
 * Every table with a row for each of them, and the column that names it: by a reference, or by being called so. Asked of
 * the database itself, so that a table that somebody adds is neither left out of an export nor left behind.
 */
export async function tablesAbout(
  query: Kysely<Database>,
  what: 'patient' | 'alert',
): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select t.name as "table", c.name as "column" from sqlite_schema t join pragma_table_info(t.name) c
    where t.type = 'table' and c.name = ${what}
    union
    select t.name, f."from" from sqlite_schema t join pragma_foreign_key_list(t.name) f
    where t.type = 'table' and f."table" = ${what} order by 1, 2`.execute(query)
  return rows
}
