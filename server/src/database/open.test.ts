import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from './open.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'kotisilta-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const openedAndKilledAt = (statement: number) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'killed-at.fixture.ts'), dataDir, String(statement)], {
    encoding: 'utf8',
  })

test('a server that is killed while it brings its database up to date starts again, wherever that was', async () => {
  const all = Number(openedAndKilledAt(Number.POSITIVE_INFINITY).stdout)
  expect(all).toBeGreaterThan(50)
  for (const share of [0.2, 0.6, 0.99]) {
    rmSync(dataDir, { recursive: true })
    expect(openedAndKilledAt(Math.round(all * share)).signal).toBe('SIGKILL')
    const database = await openDatabase(dataDir)
    expect(await database.query.selectFrom('patient').selectAll().execute()).toEqual([])
    await database.close()
  }
})
