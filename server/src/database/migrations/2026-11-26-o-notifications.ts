import { type Kysely, sql } from 'kysely'

const TABLES = [
  // On which ways somebody is reached. `address` of a browser is its push endpoint, `body` its keys.
  `create table contact(id text primary key, staff text not null references staff(id), channel text not null,
    address text not null, label text not null, language text not null, body text, quiet_from text, quiet_until text,
    created_at integer not null) strict`,
  `create unique index contact_of on contact(staff, channel, address)`,
  // The outbox: written in the transaction of the call that it comes from. \`due\`: when something has to be done with it.
  `create table message(id text primary key, purpose text not null,
    alert text references alert(id) deferrable initially deferred, began integer not null, round integer not null,
    step integer not null, person text not null, contact text not null, channel text not null, rank integer not null,
    priority text not null, status text not null, code text, due integer, attempts integer not null,
    provider_id text, created_at integer not null, changed_at integer not null, body text) strict`,
  // One message to one person on one way for one step, held by the database itself.
  `create unique index message_once on message(alert, began, round, step, person, contact)`,
  `create index message_due on message(due) where due is not null`,
  `create index message_at_provider on message(provider_id) where provider_id is not null`,
  `create index message_of_person on message(person, created_at)`,
  `create index message_of_channel on message(channel, created_at)`,
  `create table message_attempt(message text not null references message(id) on delete cascade, number integer not null,
    at integer not null, ended_at integer, code text, primary key(message, number)) strict, without rowid`,
  // What providers said later; also twice and too late, when it changes nothing.
  `create table message_receipt(message text not null references message(id) on delete cascade, delivered integer not null,
    first_at integer not null, count integer not null, primary key(message, delivered)) strict, without rowid`,
  `create table channel_health(channel text primary key, down_since integer, body text not null) strict`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db)
}
