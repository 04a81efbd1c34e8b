import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // In which area a person lived until when; where they live now stands with the home.
  `create table patient_past_area(
    patient text not null references patient(id),
    area text not null references area(id),
    until_at integer not null,
    primary key(patient, until_at)
  ) strict, without rowid`,
  // What is known of them is judged by the new area's plan at once, as after any other change of a plan.
  `create trigger patient_past_area_insert_is_seen after insert on patient_past_area begin
    update directory_version set version = version + 1;
    insert into directory_change(version, whose) select version, new.patient from directory_version; end`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
