import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { Database } from '../database/schema.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { PatientHistory } from './history.ts'

/** What the handlers of these commands work with, inside the transaction that they are in. */
export interface PeoplePorts {
  query: Kysely<Database>
  ingest: Ingest
  audit: AuditLog
  history: PatientHistory
}
