import { type Kysely, sql } from 'kysely'
import { entryHash, FIRST_HASH } from '../../audit/chain.ts'
import type { Database } from '../schema.ts'

const TABLES = [
  // An account that was there before sees every area, as it did.
  `create table staff_area(staff text not null references staff(id), area text not null,
    primary key(staff, area)) strict, without rowid`,
  `insert into staff_area select id, '*' from staff`,
  `create table team(id text primary key, name text not null unique, created_at integer not null) strict`,
  `create table team_area(team text not null references team(id), area text not null references area(id),
    primary key(team, area)) strict, without rowid`,
  `create table team_member(id text primary key, team text not null references team(id),
    staff text not null references staff(id), from_at integer not null, until_at integer) strict`,
  `create table care_relationship(id text primary key, patient text not null references patient(id),
    staff text references staff(id), team text references team(id), from_at integer not null, until_at integer,
    made_by text not null, ended_by text, check ((staff is null) <> (team is null))) strict`,
  `create index care_relationship_patient on care_relationship(patient)`,
  `create table break_glass(id text primary key, staff text not null references staff(id),
    patient text not null references patient(id), reason text not null, from_at integer not null,
    until_at integer not null, reviewed_at integer, reviewed_by text, verdict text, note text) strict`,
  `create index break_glass_patient on break_glass(patient)`,
  `create table consent(id text primary key, patient text not null references patient(id),
    account text not null references staff(id), holder text not null, scopes text not null, from_at integer not null,
    until_at integer, given text not null, recorded_by text not null, ended_by text) strict`,
  `create index consent_patient on consent(patient)`,
  `create table rights_version(version integer not null) strict`,
  `insert into rights_version values(1)`,
]

/** What decides who may see whom: a change in any of it is seen at once by whoever keeps a copy. */
const WATCHED = {
  staff_area: ['insert', 'update', 'delete'],
  team_area: ['insert', 'update', 'delete'],
  team_member: ['insert', 'update', 'delete'],
  care_relationship: ['insert', 'update', 'delete'],
  break_glass: ['insert', 'update of until_at', 'delete'],
  consent: ['insert', 'update', 'delete'],
  staff: ['insert', 'update of role, disabled_at', 'delete'],
  patient: ['insert', 'update of home', 'delete'],
  home: ['update of area'],
}

const LOG = [
  `create table access_log(id integer primary key, at integer not null, staff text not null, role text, patient text,
    action text not null, detail text, ground text, hash blob not null) strict`,
  `create index access_log_patient on access_log(patient, at)`,
  `create index access_log_staff on access_log(staff, at)`,
  `create index access_log_at on access_log(at)`,
  `create table access_log_start(hash blob not null) strict`,
  // How far entries have been removed when their time was over, and the hash of the last one of them.
  `create table access_log_checkpoint(id integer primary key, hash blob not null, at integer not null) strict`,
]

const APPEND_ONLY = [
  `create trigger access_log_is_not_changed before update on access_log
   begin select raise(abort, 'the access log is not changed'); end`,
  `create trigger access_log_is_not_deleted before delete on access_log
   when old.id > coalesce((select max(id) from access_log_checkpoint), 0)
   begin select raise(abort, 'the access log is not deleted'); end`,
  `create trigger access_log_has_no_gap before insert on access_log
   when new.id <> coalesce((select max(id) from access_log), (select max(id) from access_log_checkpoint), 0) + 1
   begin select raise(abort, 'the access log has no gap'); end`,
  `create trigger access_log_checkpoint_is_not_changed before update on access_log_checkpoint
   begin select raise(abort, 'the access log is not changed'); end`,
  `create trigger access_log_checkpoint_is_not_deleted before delete on access_log_checkpoint
   begin select raise(abort, 'the access log is not deleted'); end`,
]

export async function up(db: Kysely<Database>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db)
  for (const statement of TABLES) await run(statement)
  for (const [table, changes] of Object.entries(WATCHED)) {
    for (const change of changes) {
      await run(
        `create trigger ${table}_${change.split(' ')[0]}_changes_rights after ${change} on ${table}
         begin update rights_version set version = version + 1; end`,
      )
    }
  }
  await chainLog(db, run)
}

/** What was logged before is chained as it is, in its order. */
async function chainLog(db: Kysely<Database>, run: (statement: string) => Promise<unknown>): Promise<void> {
  await run(`drop index access_log_patient`)
  await run(`alter table access_log rename to access_log_before`)
  for (const statement of LOG) await run(statement)
  await db.insertInto('access_log_start').values({ hash: FIRST_HASH }).execute()
  const before = await sql<{
    at: number
    staff: string
    patient: string | null
    action: string
    detail: string | null
  }>`
    select at, staff, patient, action, detail from access_log_before order by id`.execute(db)
  let hash: Uint8Array = FIRST_HASH
  for (const [index, row] of before.rows.entries()) {
    const entry = { id: index + 1, role: null, ground: null, ...row }
    hash = entryHash(hash, entry)
    await db
      .insertInto('access_log')
      .values({ ...entry, hash })
      .execute()
  }
  await run(`drop table access_log_before`)
  for (const statement of APPEND_ONLY) await run(statement)
}
