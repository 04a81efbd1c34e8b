import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // An event that was somebody else's is theirs from then on; here stands who moved it from whom, when and why.
  `create table moved_event(
    id integer primary key autoincrement,
    event text not null,
    device text not null,
    kind text not null,
    at integer not null,
    patient text not null references patient(id),
    owner text not null references patient(id),
    moved_by text not null,
    moved_at integer not null,
    note text
  ) strict`,
  `create index moved_event_patient on moved_event(patient, at)`,
  `create index moved_event_owner on moved_event(owner, at)`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
