import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  ...['duty_schedule', 'escalation_policy'].flatMap((table) => [
    `alter table ${table} add column version integer not null default 1`,
    `alter table ${table} add column reason text not null default ''`,
  ]),
  // Each version that there ever was; without a body it was taken away.
  `create table on_call_change(id integer primary key autoincrement, what text not null, subject text not null,
    version integer not null, at integer not null, by text, reason text not null, body text) strict`,
  `create unique index on_call_change_version on on_call_change(what, subject, version)`,
  `create table duty_swap(id text primary key, schedule text not null, from_at integer not null,
    until_at integer not null, by text not null, recipient text not null, note text not null, status text not null,
    offered_at integer not null, decided_at integer) strict`,
  `create table duty_confirmation(schedule text not null, staff text not null, from_at integer not null,
    at integer not null, heard integer not null, primary key(schedule, staff, from_at)) strict, without rowid`,
  // \`due\`: when it goes on by itself; \`body\`: where it stands in its chain.
  `create table duty_warning(id text primary key, kind text not null, subject text not null, staff text,
    from_at integer not null, until_at integer not null, stage text not null, status text not null,
    raised_at integer not null, cleared_at integer, taken_by text, due integer, body text not null) strict`,
  `create index duty_warning_status on duty_warning(status)`,
  // What somebody is to be told once about duty. \`key\`: nobody is told the same thing twice.
  `create table duty_notice(id text primary key, key text not null unique, staff text not null, kind text not null,
    warning text, schedule text, name text not null, from_at integer not null, until_at integer not null, about text,
    priority text not null, at integer not null, seen_at integer, sent_at integer) strict`,
  `create index duty_notice_staff on duty_notice(staff, at)`,
  `create index duty_notice_unsent on duty_notice(at) where sent_at is null`,
  `create table calendar_feed(id text primary key, token_hash blob not null unique, staff text not null, schedule text,
    created_at integer not null, last_used_at integer, revoked_at integer) strict`,
  // Relatives who have said that they can be called; whom they may be called about is the patient's consent.
  `create table answering_relative(account text primary key, since integer not null) strict`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
