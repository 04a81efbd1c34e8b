import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // Not only gateways: a channel that is down and a backup that failed are technical alerts, too.
  'alter table technical_alert rename column gateway to subject',
  `create table technical_escalation(alert text primary key references technical_alert(id), due integer,
    body text not null) strict, without rowid`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
