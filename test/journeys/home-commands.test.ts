import type { CommandMessage, HomeCommand } from '@kotisilta/contract'
import { topicOf } from '@kotisilta/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

/** The server's time runs twenty times as fast, so that a command is past its time within seconds. */
const SPEED = 20
const began = Date.now()

let region: Region
let technician: string
let nurse: string
beforeAll(async () => {
  region = await Region.open(3, { KOTISILTA_CLOCK: `${began}:${began}:${SPEED}` })
  await region.addUser('teppo', 'technician')
  technician = await region.signIn('teppo')
  nurse = await region.signIn()
})
afterAll(() => region.close())

const fleet = (index: number) => region.fleet[index] as FleetGateway
const topic = ({ partition, gateway }: FleetGateway, leaf: 'command' | 'result') => topicOf(partition, gateway, leaf)

/** A gateway in a test's hand that listens for commands. */
async function listening(home: FleetGateway) {
  const gateway = await TestGateway.connect(region.mqttUrl, home)
  const heard: CommandMessage[] = []
  gateway.client.on('message', (about, payload) => {
    if (about === topic(home, 'command')) heard.push(JSON.parse(payload.toString()) as CommandMessage)
  })
  await gateway.client.subscribeAsync(topic(home, 'command'), { qos: 1 })
  const answer = (id: string, status: string, code: string) =>
    gateway.sendRaw(topic(home, 'result'), JSON.stringify({ id, status, code }))
  return { gateway, heard, answer, close: () => gateway.close() }
}

async function post(cookie: string, path: string, body: unknown): Promise<HomeCommand> {
  const answer = await region.request(cookie, 'POST', path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as HomeCommand
}
const ofGateway = async (index: number): Promise<HomeCommand[]> =>
  (await region.request(technician, 'GET', `/api/v1/gateways/${fleet(index).gateway}/commands`)).body as HomeCommand[]
const restart = (index: number) =>
  post(technician, `/api/v1/gateways/${fleet(index).gateway}/commands`, { command: 'restart' })
const statusOf = async (index: number, id: string) =>
  (await ofGateway(index)).find((command) => command.id === id)?.status

describe('a command to a home', () => {
  test('goes there at once, and its result is written down once', async () => {
    const home = await listening(fleet(0))
    const { id } = await restart(0)
    await until(() => home.heard.length === 1, 'the gateway has heard it')
    expect(home.heard[0]).toMatchObject({ id, command: 'restart', args: {} })
    await until(async () => (await statusOf(0, id)) === 'sent', 'it is known to have been sent')
    await home.answer(id, 'accepted', 'asking')
    expect(await statusOf(0, id)).toBe('accepted')
    await home.answer(id, 'done', 'restarting')
    await home.answer(id, 'failed', 'internal')
    expect((await ofGateway(0))[0]).toMatchObject({ id, status: 'done', code: 'restarting', by: { name: 'teppo' } })
    await home.close()
  })

  test('waits for a gateway that is away, over a restart of the server, and is told again until it is answered', async () => {
    const { id } = await restart(1)
    await region.server.kill()
    await region.startServer()
    technician = await region.signIn('teppo')
    nurse = await region.signIn()
    const first = await listening(fleet(1))
    await until(() => first.heard.length === 1, 'it is told when it comes')
    await first.close()
    const second = await listening(fleet(1))
    await until(() => second.heard.length === 1, 'it is told again on its next connection')
    expect(second.heard[0]?.id).toBe(id)
    await second.answer(id, 'done', 'restarting')
    await second.close()
    const third = await listening(fleet(1))
    const { id: other } = await restart(1)
    await until(() => third.heard.length > 0, 'it hears what comes later')
    expect(third.heard.map((command) => command.id)).toEqual([other])
    await third.answer(other, 'done', 'restarting')
    await third.close()
  })

  test('that nobody answers is seen to have expired, and is not told any more; a late answer still counts', async () => {
    const { id, expires } = await post(technician, `/api/v1/gateways/${fleet(2).gateway}/commands`, {
      command: 'locate',
      args: { device: 'ble:000000000001' },
    })
    expect(Date.parse(expires)).toBeGreaterThan(began)
    await until(async () => (await statusOf(2, id)) === 'expired', 'its time is over', 30_000)
    const home = await listening(fleet(2))
    const { id: later } = await restart(2)
    await until(() => home.heard.length > 0, 'it hears what comes later')
    expect(home.heard.map((command) => command.id)).toEqual([later])
    await home.answer(id, 'done', 'located')
    expect(await statusOf(2, id)).toBe('done')
    await home.close()
  })

  test('is answered by its own gateway alone, and heard by no other', async () => {
    const [own, other] = [await listening(fleet(0)), await listening(fleet(1))]
    const { id } = await restart(0)
    await until(() => own.heard.length === 1, 'it is heard')
    await other.answer(id, 'done', 'restarting')
    expect(await statusOf(0, id)).not.toBe('done')
    expect(other.heard).toEqual([])
    const lost = new Promise<void>((resolve) => other.gateway.client.once('close', () => resolve()))
    other.gateway.client.publish(topic(fleet(0), 'result'), JSON.stringify({ id, status: 'done', code: 'restarting' }))
    await lost
    const granted = await own.gateway.client
      .subscribeAsync(topic(fleet(1), 'command'), { qos: 1 })
      .catch(() => 'refused')
    expect(granted).toBe('refused')
    await own.close()
    expect(await statusOf(0, id)).not.toBe('done')
  })
})

describe('whoever looks after a person', () => {
  test('asks through what is theirs; it is in the access log, and a technician sees nothing of it', async () => {
    const home = await listening(fleet(0))
    const { patient, device } = home.gateway
    const asked = await post(nurse, `/api/v1/patients/${patient}/commands`, {
      command: 'ask',
      args: { question: 'are-you-well', devices: ['ble:somebody-else'] },
    })
    await until(() => home.heard.some(({ command }) => command === 'ask'), 'it is heard')
    const heard = home.heard.find(({ command }) => command === 'ask')
    expect(heard?.args).toEqual({
      question: 'are-you-well',
      devices: home.gateway.fleet.devices.map((each) => each.device),
    })
    expect(JSON.stringify(heard)).not.toContain(patient)
    await home.answer(asked.id, 'cannot', 'nothing-can')
    const { body } = await region.request(nurse, 'GET', `/api/v1/patients/${patient}/commands`)
    expect(body).toMatchObject([{ id: asked.id, status: 'cannot', code: 'nothing-can', patient }])
    expect((await ofGateway(0)).map(({ id }) => id)).not.toContain(asked.id)
    const wrong = { command: 'locate', args: { device: fleet(1).devices[0]?.device } }
    expect((await region.request(nurse, 'POST', `/api/v1/patients/${patient}/commands`, wrong)).status).toBe(404)
    const unclear = { command: 'ask', args: { question: 'what is the time' } }
    expect((await region.request(nurse, 'POST', `/api/v1/patients/${patient}/commands`, unclear)).status).toBe(400)
    expect(device).toBeDefined()
    await home.close()
    await region.addUser('tarkastaja', 'auditor')
    const log = await region.request(await region.signIn('tarkastaja'), 'GET', '/api/v1/access-log')
    expect(JSON.stringify(log.body)).toContain('home-ask')
  })
})
