import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor, Milliseconds, Role } from '@kotisilta/contract'
import { auditLog } from '../audit/store.ts'
import { Work } from '../commit/work.ts'
import { type OpenDatabase, openDatabase } from '../database/open.ts'
import { provision } from '../patients/provision.ts'

export const NOW = Date.parse('2026-11-26T10:00:00.000Z')
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** A database with one home, `p1` in it, and staff; for tests. */
export async function examplePatient(plan?: unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'kotisilta-plans-'))
  const database: OpenDatabase = await openDatabase(folder)
  provision(
    database,
    [
      {
        home: 'h1',
        gateway: 'gw-1',
        patients: [
          {
            id: 'p1',
            name: 'Helvi',
            ...(plan !== undefined && { plan }),
            devices: [{ device: 'ble:c80f10a1b2c3', profile: 'sig-weight-scale' }],
          },
        ],
      },
    ],
    NOW,
    0,
  )
  const person = (id: string, role: Role): Actor => {
    database.sqlite
      .prepare('insert into staff(id, username, name, role, password_hash, created_at) values(?,?,?,?,?,?)')
      .run(id, id, id, role, '', 0)
    return { id, name: id }
  }
  return {
    database,
    query: database.query,
    audit: auditLog(database),
    aino: person('aino', 'nurse'),
    bo: person('bo', 'physician'),
    work: (at: Milliseconds = NOW) => new Work(at),
    logged: () =>
      database.sqlite
        .prepare('select action, staff from access_log where patient = ? order by id')
        .all('p1')
        .map((row) => Object.values(row as object).join(' by ')),
    async close() {
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
