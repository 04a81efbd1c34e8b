import { openDatabase, ulidFromBytes, verifyAccessLog } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { count } from '../harness/counts.ts'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import { seeded } from '../harness/seeded.ts'
import { until } from '../harness/until.ts'

const KILLS = count(10, 200)

let region: Region
beforeAll(async () => {
  region = await Region.open(4)
})
afterAll(() => region.close())

/** Publishes one after the other until the connection ends; what was acknowledged is remembered. */
async function publishUntilCut(
  gateway: TestGateway,
  acknowledged: Set<string>,
  alarms: Set<string>,
  moment: number,
): Promise<void> {
  for (let index = 0; ; index++) {
    const at = new Date(moment + index).toISOString()
    const alarm = index % 2 === 1
    const item = alarm
      ? gateway.item({ type: 'event', kind: 'sos-pressed', at })
      : gateway.item({ kind: 'heart-rate', value: 60 + (index % 20), unit: '/min', at })
    try {
      await gateway.sendRaw(gateway.topic(alarm ? 'urgent' : 'items'), gateway.message([item]))
    } catch {
      return
    }
    ;(alarm ? alarms : acknowledged).add(item.id as string)
  }
}

/** Looks at one person after the other until the server is gone; how often each was answered. */
async function lookUntilCut(cookie: string, people: readonly string[], answered: Map<string, number>): Promise<void> {
  for (let index = 0; ; index++) {
    const person = people[index % people.length] as string
    const status = await region.request(cookie, 'GET', `/api/v1/patients/${person}`).then(
      (answer) => answer.status,
      () => undefined,
    )
    if (status === undefined) return
    if (status === 200) answered.set(person, (answered.get(person) ?? 0) + 1)
  }
}

/** How often each person was shown before the kill. */
const answered = new Map<string, number>()
const shown = () => [...answered.values()].reduce((sum, count) => sum + count, 0)

test(`fault 3: kill -9 of the server, ${KILLS} times under traffic: no acknowledged item is lost, none is stored twice, every SOS is on the board`, async () => {
  const random = seeded(3)
  const acknowledged = new Set<string>()
  const alarms = new Set<string>()
  const cookie = await region.signIn()
  const people = region.fleet.map(({ devices }) => devices[0]?.patient as string)
  for (let kill = 0; kill < KILLS; kill++) {
    const gateways = await Promise.all(region.fleet.map((fleet) => TestGateway.connect(region.mqttUrl, fleet)))
    const publishing = gateways.map((gateway, index) =>
      publishUntilCut(gateway, acknowledged, alarms, Date.now() + index * 100_000),
    )
    const before = shown()
    const looking = [1, 2].map(() => lookUntilCut(cookie, people, answered))
    await new Promise((resolve) => setTimeout(resolve, 20 + random() * 150))
    await until(
      () => shown() > before && acknowledged.size > kill * 2 && alarms.size > kill * 2,
      'the server is in the midst of it',
    )
    await region.server.kill()
    await Promise.all([...publishing, ...looking])
    await Promise.all(gateways.map((gateway) => gateway.close()))
    await region.startServer()
  }
  expect(acknowledged.size).toBeGreaterThan(KILLS)
  expect(alarms.size).toBeGreaterThan(KILLS)
  const database = await openDatabase(region.dataDir)
  const readings = database.sqlite.prepare('select id from reading').pluck().all() as Buffer[]
  const events = database.sqlite.prepare('select id from event').pluck().all() as string[]
  await database.close()
  const stored = readings.map(ulidFromBytes)
  expect(new Set(stored).size).toBe(stored.length)
  expect([...acknowledged].filter((id) => !stored.includes(id))).toEqual([])
  expect([...alarms].filter((id) => !events.includes(id))).toEqual([])

  const screen = await region.screen()
  for (const { devices } of region.fleet) {
    const alert = [...screen.alerts.values()].find(({ patient }) => patient.id === devices[0]?.patient)
    expect(alert).toMatchObject({ rule: 'sos', status: 'open' })
  }
  screen.close()
})

test('whoever had been shown somebody before the kill is in the access log, and nobody else', async () => {
  await region.server.stop()
  expect(verifyAccessLog(region.dataDir)).toMatchObject({ faults: [], waiting: 0, setAside: 0 })
  const database = await openDatabase(region.dataDir)
  const logged = database.sqlite
    .prepare("select patient, count(*) from access_log where action = 'patient-viewed' group by patient")
    .raw()
    .all() as [string, number][]
  await database.close()
  const all = shown()
  expect(all).toBeGreaterThanOrEqual(KILLS)
  for (const [person, count] of logged) expect(count).toBeGreaterThanOrEqual(answered.get(person) ?? 0)
  expect(logged).toHaveLength(answered.size)
  // One more for each of the two whose answer was cut off, at most.
  expect(logged.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(all + KILLS * 2)
})
