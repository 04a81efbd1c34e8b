import { type AliveTestRow, type CommandMessage, topicOf } from '@kotisilta/contract'
import { openReader } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

/** A minute of the server's clock is three seconds of the machine's. */
const SPEED = 20

let region: Region
let technician: string
beforeAll(async () => {
  const now = Date.now()
  region = await Region.open(1, { KOTISILTA_CLOCK: `${now}:${now}:${SPEED}`, KOTISILTA_ALIVE_TEST: 'off' })
  await region.addUser('tekla', 'technician')
  technician = await region.signIn('tekla')
})
afterAll(() => region.close())

/** A gateway that does what it is told. */
async function obedient(): Promise<TestGateway> {
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  const { partition, gateway: id } = gateway.fleet
  gateway.client.on('message', (_topic, payload) => {
    const command = JSON.parse(payload.toString()) as CommandMessage
    if (command.command !== 'alive-test') return
    void gateway.send([{ type: 'event', kind: 'alive-test', detail: { command: command.id } }], 'urgent')
    gateway.client.publish(
      topicOf(partition, id, 'result'),
      JSON.stringify({ id: command.id, status: 'done', code: 'alive-test-sent' }),
      {
        qos: 1,
      },
    )
  })
  await gateway.client.subscribeAsync(topicOf(partition, id, 'command'), { qos: 1 })
  return gateway
}
const ask = (gateway: string) => region.request(technician, 'POST', '/api/v1/alive-tests', { gateway })
async function report(): Promise<AliveTestRow | undefined> {
  return ((await region.request(technician, 'GET', '/api/v1/alive-tests')).body as AliveTestRow[])[0]
}

test('a test alarm goes from the gateway to a screen and back: proved, with its time, and nobody is called', async () => {
  const gateway = await obedient()
  const screen = await region.screen()
  await until(async () => (await report()) !== undefined, 'the home is known', 20_000)
  expect((await ask(gateway.fleet.gateway)).status).toBe(202)
  await until(async () => (await report())?.lastResult === 'proved', 'a screen has proved it', 30_000)
  const proved = await report()
  expect(proved?.pathMs).toBeGreaterThan(0)
  await until(
    () => screen.heard.some(({ problem, status }) => problem === 'test' && status === 'resolved'),
    'it is over',
  )
  screen.close()

  expect((await ask(gateway.fleet.gateway)).status).toBe(202)
  await until(async () => (await report())?.lastResult === 'no-screen', 'nobody looked', 60_000)
  expect((await report())?.lastProved).toBe(proved?.lastProved)
  await gateway.close()

  expect((await ask(gateway.fleet.gateway)).status).toBe(202)
  await until(async () => (await report())?.lastResult === 'not-answered', 'the gateway is gone', 60_000)
  const { query, close } = openReader(region.dataDir)
  expect(await query.selectFrom('alert_call').selectAll().execute()).toEqual([])
  await close()
  expect((await ask('nobodys')).status).toBe(404)
})
