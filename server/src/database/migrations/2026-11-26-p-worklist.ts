import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // `alerted`: how far being overdue has been told: 0 not at all, 1 as low, 2 as medium.
  `create table work_item(id text primary key, kind text not null, key text, patient text references patient(id),
    area text references area(id), status text not null, priority text not null, due integer,
    alerted integer not null default 0, created_at integer not null, changed_at integer not null,
    version integer not null, body text not null) strict`,
  `create index work_item_unfinished on work_item(due) where status in ('open', 'claimed')`,
  // One thing is one piece of work, as long as it is not finished.
  `create unique index work_item_key on work_item(key) where key is not null and status in ('open', 'claimed')`,
  `create index work_item_patient on work_item(patient, created_at)`,
  `create index work_item_changed on work_item(changed_at)`,
  // Services that may tell of something. Their secret is needed again to check what they sign: it is sealed.
  `create table trigger_source(id text primary key, name text not null, areas text not null, secret text not null,
    created_at integer not null, created_by text not null, last_used_at integer, revoked_at integer) strict`,
  `create table trigger_taken(source text not null references trigger_source(id), event text not null,
    signature blob not null, at integer not null, item text not null, primary key(source, event)) strict, without rowid`,
  `create unique index trigger_taken_signature on trigger_taken(signature)`,
  // Who has looked at whom and found all well.
  `create table green_seen(id text primary key, staff text not null references staff(id), at integer not null,
    undo_until integer not null, undone_at integer) strict`,
  `create table green_seen_patient(seen text not null references green_seen(id),
    patient text not null references patient(id), primary key(seen, patient)) strict, without rowid`,
  `create index green_seen_patient_patient on green_seen_patient(patient)`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
