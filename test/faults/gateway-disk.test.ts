import { spawnSync } from 'node:child_process'
import type { GatewaySummary } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { TestHome } from '../harness/home.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
let technician: string
let homes = 0
let home: TestHome
beforeAll(async () => {
  region = await Region.withNetworkDevices(2)
  await region.addUser('teppo', 'technician')
  technician = await region.signIn('teppo')
})
afterAll(() => region.close())
afterEach(async () => {
  await home.kill()
  spawnSync('umount', [home.dataDir])
  await home.close()
})

/** A home whose gateway has a disk of its own: a file system in memory. */
function homeWithDisk(options: string): void {
  home = new TestHome(region.fleet[homes++] as FleetGateway, region.mqttUrl)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', home.dataDir])
  expect(mounted.status, `mounting needs root: ${mounted.stderr}`).toBe(0)
}

const findings = async (): Promise<string[]> => {
  const { body } = await region.request(technician, 'GET', '/api/v1/gateways')
  const mine = (body as GatewaySummary[]).find(({ id }) => id === home.fleet.gateway)
  return mine?.findings.map(({ code }) => code) ?? []
}

async function stored(): Promise<{ kinds: Record<string, number>; markers: string[] }> {
  const database = await openDatabase(region.dataDir)
  const { patient } = home
  const rows = database.sqlite
    .prepare(
      `select s.kind, count(*) as count from reading r join series s on s.id = r.series where s.patient = ? group by s.kind
       union all select kind, count(*) from event where patient = ? group by kind`,
    )
    .all(patient, patient) as { kind: string; count: number }[]
  const bodies = database.sqlite.prepare(
    `select body from event where patient = ? and kind = 'dose-missed' order by at`,
  )
  const markers = (bodies.pluck().all(patient) as string[]).map((body) => JSON.parse(body).detail.medicine as string)
  await database.close()
  return { kinds: Object.fromEntries(rows.map(({ kind, count }) => [kind, count])), markers }
}

test('fault 9: on a full disk the least important goes first, no call for help or missed dose ever, and it is said', async () => {
  homeWithDisk('size=8m')
  await home.begin()
  await until(async () => (await findings()) !== undefined, 'the gateway is known')
  await region.server.kill()
  const IMPORTANT = 40
  const DOORS = 6_000
  const begin = Date.now() - 3_600_000
  const filler = 'x'.repeat(1_500)
  let sent = 0
  let refused = 0
  const doors = async (): Promise<void> => {
    while (sent < DOORS) {
      const number = sent++
      const at = new Date(begin + number * 100).toISOString()
      await home.tell('event', { kind: 'door-opened', at, detail: { filler } })
      if (number % (DOORS / IMPORTANT) === 0) {
        const detail = { slot: at, medicine: `m${number / (DOORS / IMPORTANT)}` }
        await home.tell('event', { kind: 'dose-missed', at, detail })
      }
    }
  }
  // What is refused is the device's to keep: it is told so by the end of its connection.
  await Promise.all(Array.from({ length: 40 }, () => doors().catch(() => refused++)))
  expect(refused).toBe(0)
  await home.tell('event', { kind: 'sos-pressed', at: new Date().toISOString() })
  await region.startServer()
  technician = await region.signIn('teppo')
  const screen = await region.screen()
  await screen.alert(({ rule }) => rule === 'sos', 30_000)
  await until(async () => (await findings()).includes('items-dropped'), 'it has said so', 30_000)
  await until(async () => (await stored()).markers.length === IMPORTANT, 'every missed dose has arrived', 60_000)
  expect((await stored()).markers).toEqual(Array.from({ length: IMPORTANT }, (_, number) => `m${number}`))
  expect((await stored()).kinds['sos-pressed']).toBe(1)
  expect((await stored()).kinds['door-opened']).toBeLessThan(DOORS)
  screen.close()
}, 180_000)

test('fault 11: with a card that cannot be written any more the home is heard all the same, what waited on it goes out, and it is said', async () => {
  homeWithDisk('size=20m')
  await home.begin()
  await region.server.kill()
  const at = new Date().toISOString()
  await home.tell('reading', { kind: 'steps', value: 7, unit: '1', over: 'PT15M', at })
  await home.kill()
  const remounted = spawnSync('mount', ['-o', 'remount,ro', home.dataDir])
  expect(remounted.status, String(remounted.stderr)).toBe(0)
  await region.startServer()
  technician = await region.signIn('teppo')
  const screen = await region.screen()
  await home.begin()
  await home.tell('event', { kind: 'sos-pressed', at: new Date().toISOString() })
  await screen.alert(({ rule, patient }) => rule === 'sos' && patient.id === home.patient, 20_000)
  await until(async () => (await stored()).kinds.steps === 1, 'what waited on the card has arrived', 20_000)
  await until(async () => (await findings()).includes('disk-failing'), 'it has said so', 30_000)
  screen.close()
})
