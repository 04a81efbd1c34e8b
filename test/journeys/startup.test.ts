import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { openDatabase } from '@kotisilta/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { run } from '../harness/process.ts'
import { Region } from '../harness/region.ts'

let region: Region
beforeEach(() => {
  region = new Region()
})
afterEach(() => region.close())

test('a second server on the same data folder is told so, and the first goes on', async () => {
  await region.startServer()
  const second = await run(['server', '--json'], {
    ...region.environment,
    KOTISILTA_HTTP_PORT: '0',
    KOTISILTA_MQTT_PORT: '0',
  })
  expect(second).toMatchObject({ code: 69, stdout: '' })
  expect(second.stderr).toMatch(/data-folder-in-use: .*KOTISILTA_DATA_DIR/)
  expect((await fetch(`${region.url}/readyz`)).status).toBe(200)
})

test.each(['KOTISILTA_HTTP_PORT', 'KOTISILTA_MQTT_PORT'])('%s in use is told with what to do', async (variable) => {
  const stranger = createServer()
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  const { port } = stranger.address() as { port: number }
  const refused = await run(['server', '--json'], { ...region.environment, [variable]: String(port) })
  stranger.close()
  expect(refused).toMatchObject({ code: 69, stdout: '' })
  expect(refused.stderr).toMatch(new RegExp(`port-in-use: Port ${port} `))
})

test('a database from a newer version is left alone', async () => {
  const database = await openDatabase(region.dataDir)
  database.sqlite.exec(`insert into kysely_migration(name, timestamp) values('2099-01-01-later', '2099')`)
  await database.close()
  const refused = await run(['server'], region.environment)
  expect(refused.code).toBe(69)
  expect(refused.stderr).toMatch(/database-newer: .*2099-01-01-later/)
})

test('a file that is no database is told by name', async () => {
  mkdirSync(region.dataDir, { recursive: true })
  writeFileSync(join(region.dataDir, 'kotisilta.sqlite'), 'this is a letter to my aunt, and long enough to look at')
  const refused = await run(['server'], region.environment)
  expect(refused.code).toBe(69)
  expect(refused.stderr).toMatch(/database-unreadable: .*kotisilta\.sqlite/)
})

test('all faults of the configuration are told at once', async () => {
  const refused = await run(['server'], {
    ...region.environment,
    KOTISILTA_HTTP_PORT: 'eighty',
    KOTISILTA_LOG_LEVEL: 'loud',
  })
  expect(refused.code).toBe(78)
  expect(refused.stderr).toMatch(/KOTISILTA_HTTP_PORT/)
  expect(refused.stderr).toMatch(/KOTISILTA_LOG_LEVEL/)
})

test('asked to end, the server ends well and at once', async () => {
  await region.startServer()
  expect(await region.server.stop()).toBe(0)
})
