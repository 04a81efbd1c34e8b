import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // Opens what a device advertises sealed, and a meter's memory. They leave this table for the device's own gateway alone.
  `create table device_key(device text primary key, bind_key text, unlock_key text) strict, without rowid`,
  // The number under which a device knows a patient, and the code that was set with it.
  `create table device_user(device text not null, patient text not null references patient(id), user_index integer,
    consent_code integer, primary key(device, patient)) strict, without rowid`,
  // What a gateway knows a patient by: says nothing by itself.
  `create table home_member(patient text primary key references patient(id), member text not null unique)
    strict, without rowid`,
  `insert into home_member select id, lower(hex(randomblob(8))) from patient`,
  `create trigger patient_becomes_member after insert on patient
   begin insert into home_member values(new.id, lower(hex(randomblob(8)))); end`,
]

/** As in the first migration: whoever keeps a copy is told that it is old. */
const WATCHED = ['device_key', 'device_user']

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
