import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { KotisiltaError, Milliseconds } from '@kotisilta/contract'
import { inspectDatabase, openReader } from '@kotisilta/server'
import { type Finding, fault, ok, warning } from './finding.ts'

const WAL_MUCH = 512 * 1024 * 1024

/** Every page, every reference; whether anybody can sign in; how long the write-ahead log has grown. */
export function databaseFindings(dataDir: string): { findings: Finding[]; lastWritten?: Milliseconds } {
  const file = join(dataDir, 'kotisilta.sqlite')
  if (!existsSync(file)) {
    return { findings: [fault('database', `${file} is not there`, 'Start the server once, or restore a backup.')] }
  }
  let rows: Record<string, number>
  try {
    rows = inspectDatabase(file)
  } catch (error) {
    const says = (error as KotisiltaError).message
    return {
      findings: [
        fault('database', says, 'Stop the server, keep the folder as it is, and restore the newest backup elsewhere.'),
      ],
    }
  }
  const findings = [ok('database', `whole: ${rows.patient} clients, ${rows.reading} readings, ${rows.alert} alerts`)]
  const wal = existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0
  if (wal > WAL_MUCH) {
    findings.push(
      warning(
        'write-ahead log',
        `${Math.round(wal / 1e6)} MB`,
        'Something reads for a very long time, or the server was killed: restart it.',
      ),
    )
  }
  const database = openReader(dataDir)
  try {
    const staff = database.sqlite
      .prepare('select count(*) from staff where disabled_at is null')
      .pluck()
      .get() as number
    if (staff === 0) findings.push(fault('staff', 'nobody can sign in', 'Add somebody: bin/kotisilta user add --help'))
    const lastWritten = database.sqlite.prepare('select max(at) from access_log').pluck().get() as number | null
    return { findings, ...(lastWritten !== null && { lastWritten }) }
  } finally {
    void database.close()
  }
}
