import { personalPart, planSchema } from '@kotisilta/contract'
import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // What is in force at a time is the newest version whose span holds it: one that ends gives way to the one before.
  `create table plan_version(patient text not null references patient(id), version integer not null,
    valid_from integer not null, valid_until integer, layers text not null, plan text not null, change text not null,
    reason text not null, restored integer, changed_at integer not null, changed_by text, approved_by text,
    primary key(patient, version)) strict, without rowid`,
  // 'ended_at': resumed before its time.
  `create table plan_pause(id text primary key, patient text not null references patient(id), from_at integer not null,
    until_at integer not null, reason text not null, note text, paused_at integer not null, paused_by text,
    ended_at integer, ended_by text) strict`,
  `create index plan_pause_patient on plan_pause(patient, until_at)`,
  // A change that waits for a second pair of eyes.
  `create table plan_proposal(id text primary key, patient text not null references patient(id), based_on integer not null,
    valid_from integer, valid_until integer, layers text not null, plan text not null, change text not null,
    reason text not null, restored integer, status text not null, proposed_at integer not null, proposed_by text not null,
    decided_at integer, decided_by text, decision_note text) strict`,
  `create index plan_proposal_patient on plan_proposal(patient, proposed_at)`,
  // Templates of the house's own, beside those that come with the product.
  `create table plan_template(id text not null, version integer not null, body text not null, added_at integer not null,
    added_by text not null, primary key(id, version)) strict, without rowid`,
  `create table plan_setting(area text primary key references area(id), four_eyes integer not null) strict`,
]

/** A change in any of them makes the judging thread read anew. */
const WATCHED = ['plan_version', 'plan_pause']

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
  await keepWhatIsThere(db)
  await sql.raw('drop table plan').execute(db)
}

async function keepWhatIsThere(db: Kysely<never>): Promise<void> {
  const { rows } = await sql<{ patient: string; body: string; changed_at: number; changed_by: string | null }>`
    select patient, body, changed_at, changed_by from plan`.execute(db)
  for (const { patient, body, changed_at, changed_by } of rows) {
    const plan = planSchema.parse(JSON.parse(body))
    const layers = JSON.stringify({ templates: [], personal: personalPart([], plan) })
    await sql`insert into plan_version(patient, version, valid_from, layers, plan, change, reason, changed_at, changed_by)
      values(${patient}, 1, 0, ${layers}, ${JSON.stringify({ ...plan, version: 1, pauses: [] })}, 'provisioned', '',
        ${changed_at}, ${changed_by})`.execute(db)
    for (const [place, { from, until, reason }] of plan.pauses.entries()) {
      await sql`insert into plan_pause(id, patient, from_at, until_at, reason, paused_at, paused_by)
        values(${`${patient} ${place}`}, ${patient}, ${Date.parse(from)}, ${Date.parse(until)}, ${reason},
          ${changed_at}, ${changed_by})`.execute(db)
    }
  }
}
