import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // Up to which number the access log has the looks of the journal beside the database.
  `create table access_journal(through integer not null) strict`,
  `insert into access_journal(through) values(0)`,
  `create trigger access_journal_goes_forward before update on access_journal when new.through < old.through
   begin select raise(abort, 'the access log does not forget looks'); end`,
  `create trigger access_journal_is_not_deleted before delete on access_journal
   begin select raise(abort, 'the access log does not forget looks'); end`,
]

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
