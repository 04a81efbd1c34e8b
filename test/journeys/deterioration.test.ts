import { firstPlans, openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import type { Screen } from '../harness/screen.ts'
import { until } from '../harness/until.ts'

const HOUR = 3_600_000

let region: Region
let screen: Screen
beforeAll(async () => {
  region = await Region.open(8)
  screen = await region.screen()
})
afterAll(async () => {
  screen.close()
  await region.close()
})

let next = 0
const newGateway = () => TestGateway.connect(region.mqttUrl, region.fleet[next++] as (typeof region.fleet)[0])
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString()
const weight = (value: number, at: string) => ({ kind: 'body-weight', value, unit: 'kg', at })
const pulse = (value: number, at = ago(0)) => ({ kind: 'heart-rate', value, unit: '/min', at })
const breathing = (value: number, at = ago(0)) => ({ kind: 'respiratory-rate', value, unit: '/min', at })
const of = (gateway: TestGateway) => [...screen.alerts.values()].filter(({ patient }) => patient.id === gateway.patient)

test('more than 2 kg within three days raises one alert with both weighings in it', async () => {
  const gateway = await newGateway()
  await gateway.send([weight(72.4, ago(70 * HOUR)), weight(73.6, ago(46 * HOUR)), weight(74.4, ago(22 * HOUR))])
  await gateway.send([weight(74.5, ago(0))])
  const alert = await screen.alert(({ patient, rule }) => patient.id === gateway.patient && rule === 'weight-gain')
  expect(alert).toMatchObject({ status: 'open', priority: 'medium' })
  expect(alert.words.en.why).toMatch(/72\.4 kg .* 74\.5 kg/)
  expect(alert.words.fi.why).toMatch(/72,4.* 74,5/)
  expect(of(gateway)).toHaveLength(1)
  await gateway.close()
})

test('faster and faster: one alert of vital signs grows, is taken, and is reopened by what is worse, not by the same', async () => {
  const gateway = await newGateway()
  await gateway.send([pulse(112, ago(600_000)), breathing(22, ago(590_000))])
  expect(of(gateway)).toEqual([])
  await gateway.send([{ kind: 'oxygen-saturation', value: 94, unit: '%', at: ago(580_000) }])
  const raised = await screen.alert(({ patient }) => patient.id === gateway.patient)
  expect(raised).toMatchObject({ rule: 'news2', problem: 'vital-signs', priority: 'medium' })

  const cookie = await region.signIn()
  await region.request(cookie, 'POST', `/api/v1/alerts/${raised.id}/acknowledge`, {})
  await gateway.send([pulse(113, ago(500_000))])
  await gateway.send([breathing(22, ago(490_000))])
  expect((await region.request(cookie, 'GET', `/api/v1/alerts/${raised.id}`)).body).toMatchObject({
    status: 'acknowledged',
  })
  await gateway.send([breathing(26, ago(2_000)), pulse(131, ago(1_000))])
  await until(() => screen.alerts.get(raised.id)?.status === 'open', 'the alert is open again')
  expect(of(gateway)).toHaveLength(1)
  await gateway.close()
})

test('a restart changes nothing: what was true is not raised again, what gets worse is', async () => {
  const gateway = await newGateway()
  await gateway.send([pulse(135, ago(60_000))])
  const raised = await screen.alert(({ patient }) => patient.id === gateway.patient)
  const cookie = await region.signIn()
  await region.request(cookie, 'POST', `/api/v1/alerts/${raised.id}/resolve`, { outcome: 'phone' })
  await gateway.close()
  const synchronised = screen.synchronised
  await region.server.kill()
  await region.startServer()
  await until(() => screen.synchronised > synchronised, 'the screen is back')

  const again = await TestGateway.connect(region.mqttUrl, gateway.fleet)
  await again.send([pulse(136, ago(30_000))])
  await again.send([pulse(137, ago(20_000))])
  expect(of(again)).toEqual([])
  await again.send([breathing(25, ago(10_000)), { kind: 'oxygen-saturation', value: 91, unit: '%', at: ago(5_000) }])
  expect(await screen.alert(({ patient }) => patient.id === again.patient)).toMatchObject({
    priority: 'high',
    status: 'open',
  })
  await again.close()
})

test('bad input 10: yesterday’s fast pulse that has long been well again goes on the timeline and pages nobody', async () => {
  const gateway = await newGateway()
  await gateway.send([pulse(72, ago(0))])
  await gateway.send([pulse(140, ago(30 * HOUR)), pulse(75, ago(29 * HOUR))])
  expect(of(gateway)).toEqual([])
  const database = await openDatabase(region.dataDir)
  const noted = await database.query.selectFrom('timeline').selectAll().where('patient', '=', gateway.patient).execute()
  await database.close()
  expect(noted.map(({ body }) => JSON.parse(body).rule)).toContain('news2')
  await gateway.close()
})

test('a week’s backlog tells what passed in it and pages only what is still so', async () => {
  const gateway = await newGateway()
  const day = 24 * HOUR
  await gateway.send([
    pulse(72, ago(7 * day)),
    pulse(140, ago(6 * day)),
    pulse(74, ago(6 * day - HOUR)),
    pulse(73, ago(6 * day - 2 * HOUR)),
    weight(70, ago(3 * day)),
    weight(72.5, ago(day)),
  ])
  const alert = await screen.alert(({ patient }) => patient.id === gateway.patient)
  expect(of(gateway).map(({ rule }) => rule)).toEqual(['weight-gain'])
  expect(Date.parse(alert.raisedAt) - Date.parse(alert.occurredAt)).toBeGreaterThan(23 * HOUR)
  await gateway.close()
})

test('an SOS that was pressed in a dead spot hours ago pages all the same', async () => {
  const gateway = await newGateway()
  await gateway.send([pulse(72, ago(0))])
  await gateway.send([{ type: 'event', kind: 'sos-pressed', at: ago(5 * HOUR) }], 'urgent')
  const alert = await screen.alert(({ patient }) => patient.id === gateway.patient)
  expect(Date.parse(alert.raisedAt) - Date.parse(alert.occurredAt)).toBeGreaterThan(4 * HOUR)
  await gateway.close()
})

test('a danger limit of the person’s own plan is high; within it nothing is said', async () => {
  const gateway = await newGateway()
  const database = await openDatabase(region.dataDir)
  const plan = { limits: [{ kind: 'blood-glucose', red: { low: 3, high: 20 }, yellow: { low: 3.9 } }] }
  firstPlans(database.sqlite)(gateway.patient, plan, 0)
  await database.close()
  const glucose = (value: number, at: string) => ({ kind: 'blood-glucose', value, unit: 'mmol/L', at })
  await gateway.send([glucose(5.2, ago(3_000)), glucose(3.9, ago(2_000))])
  expect(of(gateway)).toEqual([])
  await gateway.send([glucose(2.9, ago(1_000))])
  const alert = await screen.alert(({ patient }) => patient.id === gateway.patient)
  expect(alert).toMatchObject({ rule: 'limit', priority: 'high' })
  expect(alert.basis[0]).toMatchObject({ kind: 'blood-glucose', value: 2.9, limit: 3 })
  await gateway.close()
})
