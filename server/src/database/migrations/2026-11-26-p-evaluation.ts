import { type Kysely, sql } from 'kysely'

/** A moment as ISO 8601 in milliseconds since 1970. */
const millis = (iso: string): string => `cast(round((julianday(${iso}) - 2440587.5) * 86400000) as integer)`

const firstTaken = (body: string): string =>
  millis(`(select e.value ->> '$.at' from json_each(${body}, '$.history') e
    where e.value ->> '$.event' = 'acknowledged' order by e.key limit 1)`)

const ofEnd = (body: string, field: string): string =>
  `(select e.value ->> '$.${field}' from json_each(${body}, '$.history') e
    where e.value ->> '$.event' = 'resolved' order by e.key desc limit 1)`

const STATEMENTS = [
  // What evaluation asks of each alert, so that a hundred thousand histories are not read for it. The database fills it
  // itself: a row with each alert, and when its status changes, which is when people do something.
  `create table alert_answer(alert text primary key references alert(id), rule text not null, acknowledged_at integer,
    outcome text, cause text) strict, without rowid`,
  `insert into alert_answer select id, body ->> '$.rule', ${firstTaken('body')},
    case when status = 'resolved' then ${ofEnd('body', 'outcome')} end, null from alert`,
  `create trigger alert_answer_begins after insert on alert
   begin insert into alert_answer(alert, rule) values(new.id, new.body ->> '$.rule'); end`,
  `create trigger alert_answer_follows after update of status on alert when new.status <> old.status
   begin update alert_answer set acknowledged_at = coalesce(acknowledged_at, ${firstTaken('new.body')}),
     outcome = case when new.status = 'resolved' then ${ofEnd('new.body', 'outcome')} end,
     cause = case when new.status = 'resolved' then ${ofEnd('new.body', 'cause')} end
   where alert = new.id; end`,
  `create trigger alert_answer_ends before delete on alert
   begin delete from alert_answer where alert = old.id; end`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
