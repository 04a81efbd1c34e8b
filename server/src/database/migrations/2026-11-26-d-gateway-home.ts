import { type Kysely, sql } from 'kysely'

/** Who lives where a gateway is, and which gateways a home has, is asked whenever one comes or goes. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('create index gateway_home on gateway(home)').execute(db)
}
