import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../database/open.ts'
import { provision } from '../../patients/provision.ts'
import { eraseExpired } from './erase-expired.ts'

let folder: string
let database: OpenDatabase
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-retention-'))
  database = await openDatabase(folder)
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const at = (text: string) => Date.parse(`${text}T00:00:00.000Z`)
const ids = (table: string) => database.sqlite.prepare(`select id from ${table} order by 1`).pluck().all()

test('whoever has been dead for twelve years is erased, with a tombstone; everybody else stays', async () => {
  const patients = ['at-home', 'died-lately', 'died-long-ago'].map((id) => ({
    id,
    name: `Nimi ${id}`,
    devices: [{ device: `ble:${id}`, profile: 'sig-heart-rate' }],
  }))
  provision(database, [{ home: 'h', gateway: 'gw-1', patients }], at('2010-01-01'))
  const dies = database.sqlite.prepare(`update patient set status = 'dead', status_since = ? where id = ?`)
  dies.run(at('2012-05-01'), 'died-long-ago')
  dies.run(at('2020-05-01'), 'died-lately')

  expect(await eraseExpired(database, at('2024-04-30'), false)).toEqual([])
  expect(await eraseExpired(database, at('2024-05-01'), true)).toEqual(['died-long-ago'])
  expect(ids('patient')).toHaveLength(3)
  expect(await eraseExpired(database, at('2024-05-01'), false)).toEqual(['died-long-ago'])
  expect(ids('patient')).toEqual(['at-home', 'died-lately'])
  expect(ids('erased_patient')).toEqual(['died-long-ago'])
  expect(database.sqlite.serialize().includes('Nimi died-long-ago')).toBe(false)
  const logged = database.sqlite.prepare('select staff, patient, action from access_log').all()
  expect(logged).toEqual([{ staff: 'retention', patient: 'died-long-ago', action: 'patient-erased' }])
  expect(await eraseExpired(database, at('2024-05-02'), false)).toEqual([])
})
