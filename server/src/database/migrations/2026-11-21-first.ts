import { type Kysely, sql } from 'kysely'

const TABLES = [
  `create table area(id text primary key, name text not null) strict`,
  `create table home(id text primary key, area text not null references area(id), partition text not null) strict`,
  `create table gateway(id text primary key, home text not null references home(id), token_hash blob not null,
    created_at integer not null) strict`,
  `create unique index gateway_token on gateway(token_hash)`,
  `create table gateway_state(gateway text primary key references gateway(id), online integer not null,
    since integer not null, last_heard integer not null, body text) strict`,
  `create table patient(id text primary key, home text not null references home(id), name text not null,
    birth_year integer, language text not null default 'fi', municipality text, address text, key_box text, phone text,
    lives_alone integer, notes text, contacts text not null default '[]') strict`,
  `create index patient_home on patient(home)`,
  `create table plan(patient text primary key references patient(id), body text not null,
    changed_at integer not null, changed_by text) strict`,
  `create table device_assignment(id integer primary key autoincrement, device text not null, profile text not null,
    patient text not null references patient(id), from_at integer not null, until_at integer) strict`,
  `create index device_assignment_device on device_assignment(device, from_at)`,
  `create index device_assignment_patient on device_assignment(patient)`,

  // The natural key of a reading is (device, kind, device's own time or else corrected time, value).
  `create table series(id integer primary key, patient text not null references patient(id), device text not null,
    kind text not null) strict`,
  `create unique index series_key on series(patient, device, kind)`,
  `create table reading(series integer not null, at integer not null, value real not null, id blob not null,
    clock integer not null, extra text, primary key(series, at, value)) strict, without rowid`,
  // Only for readings whose own time differs from the corrected one: the key under which a resend is recognised.
  `create table reading_device_time(series integer not null, device_at integer not null, value real not null,
    at integer not null, primary key(series, device_at, value)) strict, without rowid`,
  `create table event(id text primary key, patient text not null references patient(id), device text not null,
    kind text not null, natural_at integer not null, at integer not null, body text not null) strict`,
  `create unique index event_natural_key on event(device, kind, natural_at)`,
  `create index event_patient on event(patient, at)`,

  // `due`: when something that was asked for has to have come.
  `create table episodes(patient text primary key references patient(id), body text not null, due integer) strict`,
  `create index episodes_due on episodes(due) where due is not null`,
  `create table timeline(id integer primary key autoincrement, patient text not null references patient(id),
    at integer not null, recorded_at integer not null, body text not null) strict`,
  `create index timeline_patient on timeline(patient, at)`,
  `create table alert(id text primary key, patient text not null references patient(id), problem text not null,
    status text not null, priority text not null, version integer not null, raised_at integer not null,
    resolved_at integer, body text not null) strict`,
  // At most one unresolved alert per patient and problem, held by the database itself.
  `create unique index alert_unresolved on alert(patient, problem) where status <> 'resolved'`,
  `create index alert_patient on alert(patient, raised_at)`,
  `create index alert_resolved on alert(resolved_at)`,
  `create table alert_delivery(alert text not null references alert(id), version integer not null, screen text not null,
    staff text not null, at integer not null, primary key(alert, version, screen)) strict, without rowid`,

  `create table staff(id text primary key, username text not null unique collate nocase, name text not null,
    role text not null, password_hash text not null, created_at integer not null, disabled_at integer) strict`,
  `create table session(token_hash blob primary key, staff text not null references staff(id),
    created_at integer not null, expires_at integer not null) strict, without rowid`,
  `create table access_log(id integer primary key autoincrement, at integer not null, staff text not null, patient text,
    action text not null, detail text) strict`,
  `create index access_log_patient on access_log(patient, at)`,
  `create table quarantine(id text primary key, at integer not null, gateway text, device text, lane text not null,
    code text not null, detail text not null, size integer not null, bytes blob not null,
    replayed_at integer, fingerprint blob not null unique) strict`,
  `create index quarantine_waiting on quarantine(at) where replayed_at is null`,

  // A row to write to, for asking whether anything can be committed.
  `create table probe(at integer not null) strict`,
  `insert into probe values(0)`,
  `create table directory_version(id integer primary key check (id = 1), version integer not null) strict`,
  `insert into directory_version values(1, 1)`,
]

/** Tables of which the judging thread keeps a copy: a change in any of them makes it read anew. */
const WATCHED = ['gateway', 'home', 'patient', 'plan', 'device_assignment']

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
  for (const table of WATCHED) {
    for (const change of ['insert', 'update', 'delete']) {
      await sql
        .raw(
          `create trigger ${table}_${change}_is_seen after ${change} on ${table}
           begin update directory_version set version = version + 1; end`,
        )
        .execute(db)
    }
  }
}
