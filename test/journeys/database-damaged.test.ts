import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ShownTechnicalAlert } from '@kotisilta/contract'
import { openReader } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overwritePage } from '../../server/src/database/overwrite-page.fixture.ts'
import { TestGateway } from '../harness/gateway.ts'
import { run } from '../harness/process.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

/** Nobody needs it but whoever looks at handovers. */
const TABLE = 'handover'

let region: Region
let mend: () => void
beforeAll(async () => {
  region = await Region.open(1)
  await region.addUser('teppo', 'technician')
  await region.server.stop()
  const database = openReader(region.dataDir)
  const roots = database.sqlite.prepare('select rootpage from sqlite_schema where tbl_name = ?').pluck().all(TABLE)
  await database.close()
  expect(roots.length).toBeGreaterThan(0)
  const mends = roots.map((page) => overwritePage(`${region.dataDir}/kotisilta.sqlite`, page as number))
  mend = () => {
    for (const each of mends) each()
  }
  await region.startServer()
})
afterAll(() => region.close())

const technicalAlerts = async () => {
  const { body } = await region.request(await region.signIn('teppo'), 'GET', '/api/v1/technical-alerts')
  return (body as ShownTechnicalAlert[]).filter(({ problem }) => problem === 'database-damaged')
}
const ready = async () => {
  const response = await fetch(`${region.url}/readyz`)
  return { status: response.status, ...((await response.json()) as { troubles: string[] }) }
}

test('a page of the database that is none is found by the server itself: technicians are called, every screen says so, alarms go on', async () => {
  await until(async () => (await technicalAlerts()).length > 0, 'the damage is told', 60_000)
  const [alert] = await technicalAlerts()
  expect(alert).toMatchObject({ priority: 'medium', gateway: null, count: 1 })
  expect(alert?.detail).toContain(TABLE)
  expect(await ready()).toMatchObject({ status: 200, ready: true, troubles: ['database-damaged'] })
  const screen = await region.screen()
  await until(() => screen.ticks.at(-1)?.troubles.includes('database-damaged') === true, 'the screen says so', 10_000)
  const home = await TestGateway.connect(region.mqttUrl, region.fleet[0] as FleetGateway)
  await home.sos()
  expect(await screen.alert(({ rule }) => rule === 'sos')).toMatchObject({ priority: 'high' })
  await home.close()
  screen.close()
})

test('`doctor` says what to do', async () => {
  const { code, stdout, stderr } = await run(['doctor'], region.environment)
  expect(code).not.toBe(0)
  expect(`${stdout}${stderr}`).toMatch(/restore the newest backup/)
})

test('whoever meets it while reading makes it known at once', async () => {
  await region.server.stop()
  rmSync(join(region.dataDir, 'database-check.json'))
  await region.startServer()
  expect((await ready()).troubles).toEqual([])
  const { status } = await region.request(await region.signIn(), 'GET', '/api/v1/handovers')
  expect(status).toBe(500)
  expect((await ready()).troubles).toEqual(['database-damaged'])
})

test('it stays known over a restart, and is over once the database is whole again', async () => {
  await region.server.kill()
  await region.startServer()
  expect((await ready()).troubles).toEqual(['database-damaged'])
  await region.server.stop()
  mend()
  await region.startServer()
  await until(async () => (await ready()).troubles.length === 0, 'it is whole', 60_000)
  await until(async () => (await technicalAlerts()).every(({ status }) => status === 'resolved'), 'it is over', 30_000)
  expect((await technicalAlerts())[0]?.history.map(({ event }) => event)).toEqual(['raised', 'over'])
})
