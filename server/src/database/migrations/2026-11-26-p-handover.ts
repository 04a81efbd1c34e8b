import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  `create table handover(id text primary key, giver text not null, giver_name text not null, meant text,
    meant_name text, at integer not null, status text not null, received_at integer, receiver text,
    receiver_name text) strict`,
  `create index handover_at on handover(at)`,
  // One row for each thing that is handed over, so that what is about one person can be found and erased.
  `create table handover_line(handover text not null references handover(id), line integer not null, kind text not null,
    ref text, patient text references patient(id), state text not null, body text not null,
    primary key(handover, line)) strict, without rowid`,
  `create index handover_line_patient on handover_line(patient)`,
  `create index alert_raised on alert(raised_at)`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
