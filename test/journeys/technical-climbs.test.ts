import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Attention, ShownTechnicalAlert, WorkEntry, Worklist } from '@kotisilta/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MessageProvider } from '../harness/message-provider.ts'
import { MqttSocket } from '../harness/mqtt-socket.ts'
import { run } from '../harness/process.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

/** A minute of the server's clock is a second of the machine's. */
const SPEED = 60
const TEPPO = '+358402222222'
const ADA = '+358403333333'

let region: Region
let sms: MessageProvider
let folder: string
let teppo: string
let ada: string
beforeAll(async () => {
  sms = await MessageProvider.open()
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-technical-'))
  const file = join(folder, 'channels.json')
  writeFileSync(file, JSON.stringify({ sms: sms.settings }))
  const now = Date.now()
  region = new Region({ KOTISILTA_CHANNELS_FILE: file, KOTISILTA_CLOCK: `${now}:${now}:${SPEED}` })
  await region.provision(2)
  await region.addUser('aino', 'on-call')
  await region.addUser('teppo', 'technician')
  await region.addUser('ada', 'administrator')
  await region.startServer()
  sms.receipts = `${region.url}/api/v1/receipts/sms`
  ;[teppo, ada] = [await region.signIn('teppo'), await region.signIn('ada')]
  for (const [cookie, address] of [
    [teppo, TEPPO],
    [ada, ADA],
  ] as const) {
    const contact = { channel: 'sms', address, language: 'fi' }
    expect((await region.request(cookie, 'POST', '/api/v1/account/contacts', contact)).status).toBe(201)
  }
})
afterAll(async () => {
  await region.close()
  await sms.close()
  rmSync(folder, { recursive: true })
})

const alerts = async () =>
  (await region.request(teppo, 'GET', '/api/v1/technical-alerts')).body as ShownTechnicalAlert[]
const queue = async (cookie = teppo) =>
  ((await region.request(cookie, 'GET', '/api/v1/worklist')).body as Worklist).entries
const entryOf = async (problem: string): Promise<WorkEntry | undefined> =>
  (await queue()).find(({ kind, about }) => kind === 'technical-alert' && about?.problem === problem)
const step = (id: string, action: string, cookie = teppo) =>
  region.request(cookie, 'POST', `/api/v1/technical-alerts/${id}/${action}`, {})
const find = async (fits: (alert: ShownTechnicalAlert) => boolean, what: string): Promise<ShownTechnicalAlert> => {
  let found: ShownTechnicalAlert | undefined
  const look = async () => {
    found = (await alerts()).find(fits)
    return found !== undefined
  }
  await until(look, what, 60_000)
  return found as ShownTechnicalAlert
}

/** Somebody who says to be a gateway, and has no key of it. */
async function knocks(gateway: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const socket = await MqttSocket.open(region.server.ready.mqtt)
    expect(await socket.connect({ clientId: gateway, username: gateway, password: 'not its token' })).not.toBe(0)
    await socket.ended()
  }
}

test('a gateway that is refused again and again climbs from the technician to the administrator, until a named person has it', async () => {
  const { gateway } = region.fleet[0] as (typeof region.fleet)[0]
  await knocks(gateway, 1)
  await knocks('nobody-has-this', 6)
  const low = await find((alert) => alert.gateway === gateway, 'the refusal is told')
  expect(low).toMatchObject({ problem: 'refused', priority: 'low', status: 'open', climb: null })
  expect((await alerts()).map((alert) => alert.gateway)).toEqual([gateway])

  await knocks(gateway, 4)
  const called = await find(({ climb }) => climb?.called[0]?.name === 'teppo', 'the technician is called')
  expect(called).toMatchObject({ id: low.id, priority: 'medium', count: 5 })
  await until(() => sms.to(TEPPO).length === 1, 'the technician gets a message', 60_000)
  expect(sms.handed[0]?.text).toContain('Tekninen hälytys odottaa ottajaa')
  expect(sms.handed[0]?.text).not.toContain(gateway)
  expect(sms.to(ADA)).toEqual([])
  expect((await queue())[0]).toMatchObject({ id: low.id, kind: 'technical-alert', priority: 'medium', owner: null })

  await until(() => sms.to(ADA).length === 1, 'half an hour later the administrator is called', 90_000)
  expect((await alerts())[0]?.climb).toMatchObject({ status: 'climbing', called: [{ name: 'ada' }] })

  expect((await step(low.id, 'acknowledge')).status).toBe(200)
  await find(({ id, climb }) => id === low.id && climb === null, 'nobody is called any more')
  expect(await entryOf('refused')).toMatchObject({ owner: { name: 'teppo' } })
  expect(await step(low.id, 'acknowledge', ada)).toMatchObject({ status: 409, body: { detail: 'teppo' } })

  expect((await step(low.id, 'hand-back')).status).toBe(200)
  const anew = await find(({ climb }) => climb?.called[0]?.name === 'teppo', 'given back, it climbs from the beginning')
  expect(anew).toMatchObject({ id: low.id, status: 'open' })
  await until(() => sms.to(TEPPO).length === 2, 'the technician is called again', 60_000)
  expect((await step(low.id, 'resolve')).status).toBe(200)
  await until(async () => (await entryOf('refused')) === undefined, 'it is out of the queue')
})

test('a chain of the kind technical says whom it climbs to instead; it is nothing to alerts about people', async () => {
  const id = async (cookie: string) =>
    ((await region.request(cookie, 'GET', '/api/v1/session')).body as { user: { id: string } }).user.id
  const chain = {
    name: 'Tekniikka',
    kind: 'technical',
    priorities: ['medium', 'high'],
    steps: [{ to: [{ type: 'staff', staff: await id(ada) }], waitSeconds: 3600 }],
    version: 0,
    reason: 'Ada on vuorossa',
  }
  expect((await region.request(ada, 'PUT', '/api/v1/on-call/policies/technical', chain)).status).toBe(200)
  sms.handed.length = 0
  const { gateway } = region.fleet[1] as (typeof region.fleet)[0]
  await knocks(gateway, 5)
  const alert = await find((each) => each.gateway === gateway && each.climb !== null, 'it climbs')
  expect(alert.climb?.called).toMatchObject([{ name: 'ada' }])
  await until(() => sms.to(ADA).length === 1, 'whom the chain names is called', 60_000)
  expect(sms.to(TEPPO)).toEqual([])
  await step(alert.id, 'resolve')
})

test('a backup that failed is a technical alert, survives a restart, and is over once a backup has gone well', async () => {
  const backup = (...more: string[]) => run(['backup', '--out', ...more], region.environment)
  const secret = join(folder, 'passphrase')
  writeFileSync(secret, 'a long enough passphrase of a test', { mode: 0o600 })
  const nowhere = await backup(join(folder, 'missing', 'backup.age'), '--passphrase-file', secret)
  expect(nowhere.code).not.toBe(0)
  const failed = await find(({ problem }) => problem === 'backup-failed', 'the technician is told')
  expect(failed).toMatchObject({ gateway: null, priority: 'medium', status: 'open', detail: 'ENOENT', count: 1 })
  await find(({ id, climb }) => id === failed.id && climb !== null, 'it climbs')
  await region.server.kill()
  await region.startServer()
  expect(await entryOf('backup-failed')).toMatchObject({ id: failed.id, priority: 'medium' })

  const well = await backup(join(folder, 'backup.age'), '--passphrase-file', secret)
  expect(well.code).toBe(0)
  const over = await find(({ id, status }) => id === failed.id && status === 'resolved', 'it is over by itself')
  expect(over).toMatchObject({ owner: null, count: 1, stillTrue: false, climb: null })
  expect(over.history.map(({ event }) => event)).toEqual(['raised', 'over'])
})

test('a channel that is down is in the worklist, and everybody who can mend it has been told on other ways at once', async () => {
  sms.conduct = 'fails'
  await region.request(teppo, 'POST', '/api/v1/account/delivery-test', {})
  const down = await find(({ problem }) => problem === 'channel-down', 'the channel is told to be down')
  expect(down).toMatchObject({ gateway: null, channel: 'sms', status: 'open' })
  expect(await entryOf('channel-down')).toMatchObject({ priority: 'medium', owner: null })
  const { technical } = (await region.request(teppo, 'GET', '/api/v1/attention')).body as Attention
  expect(technical).toBe(1)
})
