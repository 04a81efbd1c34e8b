import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  `alter table patient add column allergies text`,
  `alter table patient add column do_not_resuscitate integer`,
  `alter table patient add column do_not_resuscitate_note text`,
  `alter table patient add column responsible text`,
  `alter table patient add column status text not null default 'active'`,
  `alter table patient add column status_since integer`,
  `alter table patient add column version integer not null default 1`,
  // The personal identity code: a keyed fingerprint to recognise it by, the code itself sealed, the date of birth to show.
  `alter table patient add column identity_fingerprint blob`,
  `alter table patient add column identity_sealed blob`,
  `alter table patient add column identity_masked text`,
  `create unique index patient_identity on patient(identity_fingerprint) where identity_fingerprint is not null`,
  `create index patient_responsible on patient(responsible)`,

  `create table patient_change(id integer primary key autoincrement, patient text not null, at integer not null,
    by text, by_name text, action text not null, body text not null) strict`,
  `create index patient_change_patient on patient_change(patient, id)`,
  // Each step of a person's way through the service, and what it ended, so that it can be taken back.
  `create table life_step(id integer primary key autoincrement, patient text not null references patient(id),
    at integer not null, by text not null, step text not null, body text not null, undone_at integer) strict`,
  `create index life_step_patient on life_step(patient, id)`,

  // Where the device was, kept when the person moves to another home.
  `alter table device_assignment add column home text`,
  // Where a gateway was until when: what was measured there belongs to those who lived there.
  `create table gateway_past_home(gateway text not null, home text not null, until_at integer not null,
    primary key(gateway, until_at)) strict, without rowid`,
  `create table kit(id text primary key, label text not null unique, gateway text not null unique references gateway(id),
    state text not null, created_at integer not null) strict`,
  `create table kit_device(kit text not null references kit(id), device text not null, profile text not null,
    primary key(kit, device)) strict, without rowid`,
  `create table kit_step(kit text not null references kit(id), step text not null, at integer not null,
    by text not null, by_name text not null, primary key(kit, step)) strict, without rowid`,

  `create table erasure_request(id integer primary key autoincrement, patient text not null, at integer not null,
    by text not null, reason text not null, decision text not null, ground text not null) strict`,
  // What remains of somebody who has been erased: that there was such a record, and why it is no more.
  `create table erased_patient(id text primary key, erased_at integer not null, ground text not null) strict`,
]

/** Changes that the judging thread has to see. */
const WATCHED = ['gateway_past_home']

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
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
