import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import { Screen } from '../harness/screen.ts'
import { until } from '../harness/until.ts'

let region: Region
beforeAll(async () => {
  region = await Region.open(2)
})
afterAll(() => region.close())

test('fault 31: a screen that was away shows what was raised meanwhile and drops what was resolved', async () => {
  const screen = await region.screen()
  const [first, second] = await Promise.all(region.fleet.map((fleet) => TestGateway.connect(region.mqttUrl, fleet)))
  await first?.sos()
  const raised = await screen.alert(({ patient }) => patient.id === first?.patient)

  screen.socket.disconnect()
  await second?.sos()
  const cookie = await region.signIn()
  await region.request(cookie, 'POST', `/api/v1/alerts/${raised.id}/resolve`, { outcome: 'phone' })
  screen.socket.connect()
  await until(() => screen.synchronised === 2, 'the screen is synchronised again')
  expect([...screen.alerts.values()].map(({ patient }) => patient.id)).toEqual([second?.patient])
  screen.close()
  await first?.close()
  await second?.close()
})

test('over a restart of the server the screen comes back by itself, with every open alert', async () => {
  const screen = await region.screen()
  const open = [...screen.alerts.keys()]
  expect(open).toHaveLength(1)
  await region.server.kill()
  await region.startServer()
  await until(() => screen.synchronised === 2, 'the screen is synchronised again', 20_000)
  expect([...screen.alerts.keys()]).toEqual(open)
  screen.close()
})

test('a session that ends takes its screen with it', async () => {
  const cookie = await region.signIn()
  const screen = await Screen.open(region.url, cookie)
  await region.request(cookie, 'DELETE', '/api/v1/session')
  await until(() => !screen.socket.connected, 'the screen is disconnected')
  expect((await region.request(cookie, 'GET', '/api/v1/patients')).status).toBe(401)
  screen.close()
})
