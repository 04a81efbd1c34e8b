import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // The plan of whoever lives in an area and has none of their own: `patch` over the plan that the product has.
  `create table area_plan_version(area text not null references area(id), version integer not null,
    valid_from integer not null, patch text not null, plan text not null, reason text not null,
    changed_at integer not null, changed_by text not null, approved_by text, primary key(area, version))
    strict, without rowid`,
  `create table area_plan_proposal(id text primary key, area text not null references area(id), based_on integer not null,
    patch text not null, reason text not null, status text not null, proposed_at integer not null,
    proposed_by text not null, decided_at integer, decided_by text, decision_note text) strict`,
  `create index area_plan_proposal_area on area_plan_proposal(area, proposed_at)`,
  // A template that is not to be laid under any more plans; where it lies it stays.
  `alter table plan_template add column retired_at integer`,
  `alter table plan_template add column retired_by text`,
  // The judging thread reads anew.
  ...['insert', 'update', 'delete'].map(
    (change) => `create trigger area_plan_version_${change}_is_seen after ${change} on area_plan_version
      begin update directory_version set version = version + 1; end`,
  ),
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
