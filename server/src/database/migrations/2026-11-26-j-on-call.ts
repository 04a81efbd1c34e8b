import { type Kysely, sql } from 'kysely'

const TABLES = [
  `create table duty_schedule(id text primary key, body text not null, changed_at integer not null,
    changed_by text) strict`,
  `create table escalation_policy(id text primary key, body text not null, changed_at integer not null,
    changed_by text) strict`,
  // Written before the alert itself when that is new, hence deferred. One row for each unresolved alert; \`due\`: when it goes on by itself.
  `create table escalation(alert text primary key references alert(id) deferrable initially deferred,
    due integer, body text not null) strict`,
  `create index escalation_due on escalation(due) where due is not null`,
  // Nobody is called twice for one step, held by the database itself. \`began\`: the alert's version in which its chain began.
  `create table alert_call(alert text not null references alert(id) deferrable initially deferred, began integer not null, round integer not null,
    step integer not null, person text not null, at integer not null,
    primary key(alert, began, round, step, person)) strict, without rowid`,
  `create table on_call_version(id integer primary key check (id = 1), version integer not null) strict`,
  `insert into on_call_version values(1, 1)`,
]

/** Tables of which the committing thread keeps a copy. */
const WATCHED = ['duty_schedule', 'escalation_policy', 'staff']

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
  for (const table of WATCHED) {
    for (const change of ['insert', 'update', 'delete']) {
      await sql
        .raw(
          `create trigger ${table}_${change}_is_seen after ${change} on ${table}
           begin update on_call_version set version = version + 1; end`,
        )
        .execute(db)
    }
  }
}
