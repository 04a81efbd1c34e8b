import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // What somebody has withdrawn is known by its natural key: a meter that sends it again adds nothing.
  `create table reading_withdrawn(series integer not null, natural_at integer not null, value real not null,
    primary key(series, natural_at, value)) strict, without rowid`,
  // Who changed which reading: `body` holds the reading as it was, and what it has become. `at`: when it was measured.
  `create table reading_correction(id text primary key, patient text not null references patient(id),
    reading text not null, kind text not null, at integer not null, action text not null, staff text not null,
    corrected_at integer not null, body text not null) strict`,
  `create index reading_correction_patient on reading_correction(patient, at)`,
  `create index reading_correction_reading on reading_correction(reading)`,
  // What a person has entered, by the number that their screen gave it: sent twice, it is stored once.
  `create table entry(id text primary key, patient text not null references patient(id), staff text not null,
    entered_at integer not null, body text not null) strict`,
  // What somebody on the staff has to do. `key`: what it is about, so that one thing is one task.
  `create table task(id text primary key, patient text references patient(id), kind text not null, key text unique,
    status text not null, due integer, created_at integer not null, changed_at integer not null,
    version integer not null, body text not null) strict`,
  `create index task_unfinished on task(due) where status in ('open', 'claimed')`,
  `create index task_patient on task(patient, created_at)`,
  `create index task_changed on task(changed_at)`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
