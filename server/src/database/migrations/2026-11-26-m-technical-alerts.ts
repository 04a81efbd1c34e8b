import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // The newest of each gateway and problem is the one that grows; the others are history.
  `create table technical_alert(id text primary key, gateway text not null, problem text not null,
    status text not null check(status in ('open', 'acknowledged', 'resolved')), last_at integer not null,
    body text not null) strict, without rowid`,
  `create index technical_alert_newest on technical_alert(gateway, problem, last_at)`,
  `create index technical_alert_status on technical_alert(status)`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
