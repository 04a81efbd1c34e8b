import { type Alert, isoTime } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { count } from '../harness/counts.ts'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import { seeded } from '../harness/seeded.ts'

const ALARMS = count(1_000, 10_000)
const PER_ROUND = 100
const HOMES = 10
const KINDS = ['sos-pressed', 'fall-detected', 'smoke', 'dose-missed', 'water-leak']

const random = seeded(11)
/** The server's clock, which steps back and forth by minutes from one start to the next. */
const clock: Record<string, string> = {}
function stepClock(): void {
  const step = Math.round((random() - 0.4) * 10 * 60_000)
  clock.KOTISILTA_CLOCK = `${Date.now() + step}:${Date.now()}:1`
}

let region: Region
beforeAll(async () => {
  region = await Region.open(HOMES, clock)
  await region.addUser('bo', 'nurse')
})
afterAll(() => region.close())

interface Alarm {
  id: string
  kind: string
  at: string
}

/** One home's alarms as its outbox holds them: sent until they are acknowledged, in their order. */
async function publish(gateway: TestGateway, waiting: Alarm[], done: Set<string>): Promise<void> {
  for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
    // The broker's connection is cut now and then, with the message on its way.
    if (random() < 0.03) setTimeout(() => gateway.client.stream.destroy(), random() * 4)
    try {
      await gateway.sendRaw(gateway.topic('urgent'), gateway.message([gateway.item({ type: 'event', ...next })]))
    } catch {
      return
    }
    done.add(next.id)
    waiting.shift()
  }
}

/** A nurse takes some, and sees to some of those; the server may die under their hands. */
async function seeTo(): Promise<void> {
  const cookie = await region.signIn(random() < 0.5 ? 'aino' : 'bo')
  const listed = await region.request(cookie, 'GET', '/api/v1/alerts?status=unresolved')
  for (const { id } of listed.body as Alert[]) {
    if (random() < 0.7) await region.request(cookie, 'POST', `/api/v1/alerts/${id}/acknowledge`, {})
    if (random() < 0.7) await region.request(cookie, 'POST', `/api/v1/alerts/${id}/resolve`, { outcome: 'phone' })
  }
}

test(`${ALARMS} alarms under kill -9 of the server, cut connections and clock steps: each is acknowledged or climbs, and nobody is called twice for one step`, async () => {
  const outboxes: Alarm[][] = Array.from({ length: HOMES }, () => [])
  const done = new Set<string>()
  const began = Date.now() - 60_000
  let made = 0
  while (done.size < ALARMS) {
    const gateways = await Promise.all(region.fleet.map((fleet) => TestGateway.connect(region.mqttUrl, fleet)))
    for (let more = 0; more < PER_ROUND && made < ALARMS; more++, made++) {
      const { id } = (gateways[0] as TestGateway).item({ kind: 'sos-pressed' }) as { id: string }
      // No two of one kind at the same moment: that would be the same alarm.
      const at = isoTime(began + made * 5)
      outboxes[made % HOMES]?.push({ id, at, kind: KINDS[Math.floor(made / HOMES) % KINDS.length] as string })
    }
    const publishing = gateways.map((gateway, home) => publish(gateway, outboxes[home] as Alarm[], done))
    const nursing = seeTo().catch(() => {})
    if (random() < 0.5) await Promise.all(publishing)
    else await new Promise((resolve) => setTimeout(resolve, 50 + random() * 400))
    await region.server.kill()
    await Promise.all([...publishing, nursing])
    await Promise.all(gateways.map((gateway) => gateway.close().catch(() => {})))
    stepClock()
    await region.startServer()
  }
  await region.server.stop()
  const { query, close } = await openDatabase(region.dataDir)
  const rows = await query.selectFrom('alert').select('body').execute()
  const alerts = rows.map(({ body }) => JSON.parse(body) as Alert)
  const told = new Set(alerts.flatMap(({ basis }) => basis.map(({ item }) => item)))
  expect(done.size).toBe(ALARMS)
  expect([...done].filter((id) => !told.has(id)).length).toBe(0)

  const chains = await query.selectFrom('escalation').selectAll().execute()
  const due = new Map(chains.map((chain) => [chain.alert, chain.due]))
  const lost = alerts.filter(
    ({ id, status, owner }) => status !== 'resolved' && owner === null && (due.get(id) ?? null) === null,
  )
  expect(lost).toEqual([])
  expect(alerts.filter(({ status }) => status === 'resolved').length).toBeGreaterThan(ALARMS / 100)

  const calls = await query.selectFrom('alert_call').select(['alert', 'began', 'round', 'step']).distinct().execute()
  const steps = Map.groupBy(calls, ({ alert }) => alert)
  const doubled = alerts.filter(({ id, history }) => {
    const said = history.filter(({ event }) => event === 'called').length
    return said > (steps.get(id)?.length ?? 0)
  })
  expect(calls.length).toBeGreaterThan(ALARMS / 20)
  expect(doubled.map(({ id }) => id)).toEqual([])
  await close()
})
