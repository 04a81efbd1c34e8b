import { isoTime, type Milliseconds } from '@kotisilta/contract'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../database/schema.ts'
import type { ReadingStore } from '../../readings/port.ts'
import type { IdentityVault } from '../identity-vault.ts'
import type { PeopleReader } from '../reader.ts'
import { tablesAbout } from '../tables-about.ts'

const FOREVER = Number.MAX_SAFE_INTEGER

/** Told in a form of their own, or of use to nobody outside the database. */
const TOLD_OTHERWISE: ReadonlySet<string> = new Set([
  'patient',
  'patient_change',
  'device_assignment',
  'series',
  'alert',
  'episodes',
])

export interface ExportPorts {
  query: Kysely<Database>
  people: PeopleReader
  readings: ReadingStore
  vault: IdentityVault
}

/** Everything that is kept of one person, for that person (GDPR articles 15 and 20): the access log of their data too. */
export async function exportPerson({ query, people, readings, vault }: ExportPorts, id: string, now: Milliseconds) {
  const record = await people.record(id)
  if (record === undefined) return undefined
  const sealed = await people.sealedIdentity(id)
  const alerts = await query.selectFrom('alert').select('body').where('patient', '=', id).orderBy('raised_at').execute()
  return {
    format: 'kotisilta-person-1',
    exportedAt: isoTime(now),
    record: { ...record, personalIdentity: sealed === null ? null : vault.open(sealed) },
    history: await people.history(id, FOREVER),
    devices: await people.devices(id),
    readings: await readings.range({ patient: id, from: 0, to: FOREVER }),
    alerts: alerts.map(({ body }) => JSON.parse(body) as unknown),
    tables: await tablesOf(query, id),
  }
}

export type PersonExport = NonNullable<Awaited<ReturnType<typeof exportPerson>>>

/** Whatever else is written down about the person, by the name of its table. */
async function tablesOf(query: Kysely<Database>, id: string): Promise<Record<string, Record<string, unknown>[]>> {
  const tables: Record<string, Record<string, unknown>[]> = {}
  for (const { table, column } of await tablesAbout(query, 'patient')) {
    if (TOLD_OTHERWISE.has(table)) continue
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(query)
    if (rows.length > 0) tables[table] = rows.map(readable)
  }
  return tables
}

const TIME = /(^|_)(at|from|until|due)$/

/** Times as times, JSON as JSON; without what is only there for the machine. */
function readable(row: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(row)
    .filter(([column, value]) => column !== 'patient' && !(value instanceof Uint8Array))
    .map(([column, value]) => [column, inWords(column, value)] as const)
  return Object.fromEntries(entries)
}

function inWords(column: string, value: unknown): unknown {
  if (typeof value === 'number' && TIME.test(column) && value > 1e11 && value < 8.64e15) {
    return new Date(value).toISOString()
  }
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
