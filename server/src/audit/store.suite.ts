import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../database/open.ts'
import { startAnchors } from './anchors.ts'
import { expireLog } from './expire.ts'
import { type AuditLog, auditLog } from './store.ts'
import { verifyAccessLog } from './verify-folder.ts'

let folder: string
let database: OpenDatabase
let log: AuditLog
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-audit-'))
  database = await openDatabase(folder)
  log = auditLog(database)
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = async (count: number, from = 0) => {
  for (let index = 0; index < count; index++) {
    await log.record({ staff: 'aino', patient: null, action: 'looked', detail: `${index}` }, from + index)
  }
}
const codes = () => verifyAccessLog(folder).faults.map(({ code }) => code)
/** What somebody can do who has the database's file, whatever its triggers say. */
const behindItsBack = (statement: string) => {
  for (const trigger of database.sqlite
    .prepare("select name from sqlite_master where type = 'trigger' and name like 'access_log%'")
    .pluck()
    .all()) {
    database.sqlite.exec(`drop trigger ${trigger}`)
  }
  database.sqlite.exec(statement)
}

test('the log takes no change and no deletion', async () => {
  await write(3)
  expect(() => database.sqlite.exec("update access_log set staff = 'bo'")).toThrow('not changed')
  expect(() => database.sqlite.exec('delete from access_log where id = 2')).toThrow('not deleted')
  expect(() => database.sqlite.exec('delete from access_log')).toThrow('not deleted')
  expect(() =>
    database.sqlite.exec("insert into access_log(id, at, staff, action, hash) values(9, 0, 'x', 'y', x'00')"),
  ).toThrow('no gap')
  expect(codes()).toEqual([])
})

test('an entry of a transaction that is rolled back leaves no gap', async () => {
  await write(1)
  database.sqlite.exec('begin')
  await write(2)
  database.sqlite.exec('rollback')
  await write(1)
  expect(verifyAccessLog(folder)).toMatchObject({ entries: 2, last: 2, faults: [] })
})

test('whoever goes behind the triggers is found out', async () => {
  await write(5)
  behindItsBack("update access_log set detail = 'nothing' where id = 3")
  expect(codes()).toContain('entry-changed')
  behindItsBack('delete from access_log where id = 2')
  expect(codes()).toContain('entry-missing')
})

test('a tail that is cut off is missed by the anchor beside the database, and a forged anchor is known', async () => {
  const anchors = startAnchors(folder, database.sqlite)
  await write(5)
  expect(anchors.note(10_000_000)).toMatchObject({ count: 5 })
  expect(anchors.note(10_000_001)).toBeUndefined()
  expect(codes()).toEqual([])
  behindItsBack('delete from access_log where id > 3')
  expect(codes()).toContain('tail-missing')
  for (const name of ['access-log.head', 'access-log.anchors']) {
    const file = join(folder, name)
    writeFileSync(file, readFileSync(file, 'utf8').replace('"count":5', '"count":3'))
  }
  expect(codes()).toContain('anchor-forged')
})

test('a tail that is cut off after the anchors were taken away is found by one that was kept elsewhere', async () => {
  await write(5)
  const { head, last } = verifyAccessLog(folder)
  behindItsBack('delete from access_log where id > 3')
  expect(codes()).toEqual([])
  expect(verifyAccessLog(folder, [{ count: last, hash: head }]).faults).toEqual([{ code: 'tail-missing', entry: 4 }])
})

test('what has been kept for long enough goes, the oldest first, and the rest stays verifiable', async () => {
  await write(10, 100)
  startAnchors(folder, database.sqlite).note(10_000_000)
  expect(await expireLog(database.sqlite, log, 100, 500)).toBe(0)
  expect(await expireLog(database.sqlite, log, 104, 500)).toBe(4)
  expect(verifyAccessLog(folder)).toMatchObject({ first: 5, last: 11, entries: 7, expiredThrough: 4, faults: [] })
  expect(await expireLog(database.sqlite, log, 1_000, 2_000)).toBe(7)
  await write(2, 3_000)
  expect(verifyAccessLog(folder)).toMatchObject({ first: 12, last: 14, expiredThrough: 11, faults: [] })
})
