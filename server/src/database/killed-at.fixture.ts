/** `node killed-at.fixture.ts FOLDER N`: opens the database there, and is killed when it prepares its Nth statement. */
import SqliteDatabase from 'better-sqlite3'
import { openDatabase } from './open.ts'

const [dataDir = '', last = ''] = process.argv.slice(2)
const prepare = SqliteDatabase.prototype.prepare
let prepared = 0
SqliteDatabase.prototype.prepare = function (this: SqliteDatabase.Database, text: string) {
  prepared++
  if (prepared === Number(last)) process.kill(process.pid, 'SIGKILL')
  return prepare.call(this, text)
} as typeof prepare
await (await openDatabase(dataDir)).close()
process.stdout.write(`${prepared}\n`)
