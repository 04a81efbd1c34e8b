import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import type { Screen } from '../harness/screen.ts'
import { until } from '../harness/until.ts'

const MINUTE = 60_000
/** The server's time runs two minutes a second. */
const SPEED = 120
const began = Date.now()
const now = () => began + (Date.now() - began) * SPEED

let region: Region
let screen: Screen
beforeAll(async () => {
  region = await Region.open(3, { KOTISILTA_CLOCK: `${began}:${began}:${SPEED}` })
  screen = await region.screen()
})
afterAll(async () => {
  screen.close()
  await region.close()
})

const gatewayOf = (index: number) =>
  TestGateway.connect(region.mqttUrl, region.fleet[index] as (typeof region.fleet)[0])
const glucose = (value: number) => ({ kind: 'blood-glucose', value, unit: 'mmol/L', at: new Date(now()).toISOString() })
const of = (gateway: TestGateway) => [...screen.alerts.values()].filter(({ patient }) => patient.id === gateway.patient)

test('a low glucose that nobody measures again is told when the time for it has passed, over a restart too', async () => {
  const gateway = await gatewayOf(0)
  const measured = now()
  await gateway.send([glucose(3.5)])
  expect(of(gateway)).toEqual([])
  await gateway.close()
  const synchronised = screen.synchronised
  await region.server.kill()
  await region.startServer()
  await until(() => screen.synchronised > synchronised, 'the screen is back')
  const alert = await screen.alert(({ patient }) => patient.id === gateway.patient, 30_000)
  expect(alert).toMatchObject({ rule: 'glucose', priority: 'medium', status: 'open' })
  expect(Date.parse(alert.occurredAt) - measured).toBeGreaterThanOrEqual(15 * MINUTE)
})

test('one that is well when measured again is told nobody, one beyond danger is told at once', async () => {
  const [well, danger] = [await gatewayOf(1), await gatewayOf(2)]
  await well.send([glucose(3.6)])
  await well.send([glucose(5.1)])
  await danger.send([glucose(2.9)])
  expect(await screen.alert(({ patient }) => patient.id === danger.patient)).toMatchObject({ priority: 'high' })
  const due = now() + 20 * MINUTE
  await until(() => now() > due, 'the time for it has passed', 30_000)
  expect(of(well)).toEqual([])
  await well.close()
  await danger.close()
})
