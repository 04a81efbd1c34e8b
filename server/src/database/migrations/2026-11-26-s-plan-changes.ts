import { type Kysely, sql } from 'kysely'

/** Which row a trigger speaks of. */
const CHANGES = [
  ['insert', 'new'],
  ['update', 'new'],
  ['delete', 'old'],
] as const

/** Whose plan a change of a row changes. */
const WHOSE = {
  plan_version: (row: string) => `select ${row}.patient as whose`,
  plan_pause: (row: string) => `select ${row}.patient as whose`,
  area_plan_version: (row: string) =>
    `select patient.id as whose from patient join home on home.id = patient.home where home.area = ${row}.area`,
}

const STATEMENTS = [
  // Whose plan has changed with which version of the directory, until what is known of them has been judged by it.
  `create table directory_change(version integer not null, whose text not null, primary key(version, whose))
    strict, without rowid`,
  `create index directory_change_whose on directory_change(whose)`,
  ...Object.entries(WHOSE).flatMap(([table, whose]) =>
    CHANGES.flatMap(([change, row]) => [
      `drop trigger ${table}_${change}_is_seen`,
      `create trigger ${table}_${change}_is_seen after ${change} on ${table} begin
        update directory_version set version = version + 1;
        insert into directory_change(version, whose)
          select version, whose from directory_version join (${whose(row)}); end`,
    ]),
  ),
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
