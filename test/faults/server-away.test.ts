import { openDatabase, ulidFromBytes } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestHome } from '../harness/home.ts'
import { Line } from '../harness/line.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

const QUEUED = 1_000

let region: Region
let line: Line
let home: TestHome
beforeAll(async () => {
  region = await Region.withNetworkDevices(1)
  line = await Line.open(() => region.server.ready.mqtt)
  home = new TestHome(region.fleet[0] as (typeof region.fleet)[0], line.mqttUrl)
  await home.begin()
})
afterAll(async () => {
  await home.close()
  await line.close()
  await region.close()
})

/** Values tell the readings apart; ids tell whether one was stored twice. */
async function stored(): Promise<{ values: number[]; ids: string[]; sos: number }> {
  const database = await openDatabase(region.dataDir)
  const rows = database.sqlite.prepare('select value, id from reading order by at').all() as {
    value: number
    id: Buffer
  }[]
  const sos = database.sqlite.prepare(`select count(*) from event where kind = 'sos-pressed'`).pluck().get() as number
  await database.close()
  return { values: rows.map(({ value }) => value), ids: rows.map(({ id }) => ulidFromBytes(id)), sos }
}

const steps = (value: number, at: number) =>
  home.tell('reading', { kind: 'steps', value, unit: '1', over: 'PT15M', at: new Date(at).toISOString() })

test(`fault 5: the server, and the broker in it, is killed with ${QUEUED} readings queued in the home, again and again while they drain: all arrive, each once`, async () => {
  await region.server.kill()
  const begin = Date.now() - QUEUED * 60_000
  for (let index = 0; index < QUEUED; index += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, more) => steps(index + more, begin + (index + more) * 60_000)))
  }
  for (let round = 0; round < 3; round++) {
    await region.startServer()
    await new Promise((resolve) => setTimeout(resolve, 300 + round * 400))
    await region.server.kill()
  }
  await region.startServer()
  await until(async () => (await stored()).values.length >= QUEUED, 'all have arrived', 60_000)
  const { values, ids } = await stored()
  expect(values).toEqual(Array.from({ length: QUEUED }, (_, index) => index))
  expect(new Set(ids).size).toBe(QUEUED)
})

test('an SOS pressed while the server is away is on the board as soon as it is back, whatever waits besides', async () => {
  await region.server.kill()
  await Promise.all(
    Array.from({ length: 300 }, (_, index) => steps(5_000 + index, Date.now() - 3_600_000 + index * 1_000)),
  )
  await home.tell('event', { kind: 'sos-pressed', at: new Date().toISOString() })
  await region.startServer()
  const screen = await region.screen()
  expect(await screen.alert(({ rule }) => rule === 'sos', 30_000)).toMatchObject({
    status: 'open',
    patient: { id: home.patient },
  })
  screen.close()
})

test('the gateway is killed while the network is down: what it took is there when both are back', async () => {
  const before = (await stored()).values.length
  line.cut()
  await region.server.kill()
  for (let index = 0; index < 20; index++) await steps(9_000 + index, Date.now() - 60_000 + index * 1_000)
  await home.tell('event', { kind: 'sos-pressed', at: new Date().toISOString() })
  await home.kill()
  await region.startServer()
  await home.begin()
  await until(async () => (await stored()).values.length >= before + 20, 'all have arrived', 30_000)
  await until(async () => (await stored()).sos === 2, 'both SOS are there')
  expect((await stored()).values.filter((value) => value >= 9_000)).toHaveLength(20)
})
