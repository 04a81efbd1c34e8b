import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Alert, Message } from '@kotisilta/contract'
import { openReader } from '@kotisilta/server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { type Conduct, MessageProvider } from '../harness/message-provider.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

const AINO = '+358401111111'
const STEP_MS = 60_000

let region: Region
let sms: MessageProvider
let voice: MessageProvider
let cookie: string
let homes: TestGateway[]
let folder: string
beforeAll(async () => {
  ;[sms, voice] = [await MessageProvider.open(), await MessageProvider.open()]
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-channels-'))
  const file = join(folder, 'channels.json')
  writeFileSync(file, JSON.stringify({ sms: sms.settings, voice: voice.settings }))
  region = await Region.open(12, { KOTISILTA_CHANNELS_FILE: file })
  sms.receipts = `${region.url}/api/v1/receipts/sms`
  voice.receipts = `${region.url}/api/v1/receipts/voice`
  cookie = await region.signIn()
  for (const channel of ['sms', 'voice']) {
    const added = await region.request(cookie, 'POST', '/api/v1/account/contacts', {
      channel,
      address: AINO,
      language: 'fi',
    })
    expect(added.status).toBe(201)
  }
  homes = await Promise.all(region.fleet.map((fleet) => TestGateway.connect(region.mqttUrl, fleet)))
})
afterAll(async () => {
  for (const home of homes) await home.close()
  await region.close()
  await sms.close()
  await voice.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  sms.conduct = 'delivers'
  voice.conduct = 'delivers'
  sms.handed.length = 0
  voice.handed.length = 0
})

/** An SOS from a home that has not been used yet. */
async function sos(): Promise<{ alert: string; raised: number }> {
  const home = homes.shift() as TestGateway
  const raised = Date.now()
  await home.sos()
  const { body } = await region.request(cookie, 'GET', `/api/v1/alerts?patient=${home.patient}`)
  await home.close()
  return { alert: (body as Alert[])[0]?.id as string, raised }
}

async function messagesOf(alert: string): Promise<Message[]> {
  return (await region.request(cookie, 'GET', `/api/v1/alerts/${alert}/messages`)).body as Message[]
}
async function theSms(alert: string, fits: (message: Message) => boolean, timeout = 20_000): Promise<Message> {
  let found: Message | undefined
  await until(
    async () => {
      found = (await messagesOf(alert)).find((message) => message.channel === 'sms' && fits(message))
      return found !== undefined
    },
    'the text message is as expected',
    timeout,
  )
  return found as Message
}
const resolve = (alert: string) =>
  region.request(cookie, 'POST', `/api/v1/alerts/${alert}/resolve`, { outcome: 'phone' })

test('a text message goes out with the call, arrives, and is answered when the alert is taken; every attempt is on record', async () => {
  const { alert } = await sos()
  const delivered = await theSms(alert, ({ status }) => status === 'delivered')
  expect(delivered).toMatchObject({ person: { name: 'aino' }, attempts: [{ code: null }] })
  expect(sms.handed[0]?.text).toMatch(/KIIREELLINEN hälytys odottaa ottajaa/)
  await region.request(cookie, 'POST', `/api/v1/alerts/${alert}/acknowledge`, {})
  await theSms(alert, ({ status }) => status === 'answered')
  const untried = (await messagesOf(alert)).find(({ channel }) => channel === 'voice')
  expect(untried).toMatchObject({ status: 'expired', code: 'taken', attempts: [] })
  expect(voice.handed).toEqual([])
  await resolve(alert)
})

test.each<[Conduct, string]>([
  ['hangs', 'timed-out'],
  ['fails', 'server-error'],
  ['wants-fewer', 'too-fast'],
  ['breaks-off', 'unreachable'],
])(
  'fault 25: a provider of text messages that %s: the telephone rings long before the step is over, and the text message is tried again',
  async (conduct, code) => {
    sms.conduct = conduct
    const { alert, raised } = await sos()
    await until(() => voice.to(AINO).length > 0, 'the telephone rings', 30_000)
    expect((voice.handed[0]?.at ?? Number.NaN) - raised).toBeLessThan(STEP_MS / 2)
    sms.conduct = 'delivers'
    const message = await theSms(alert, ({ status }) => status === 'delivered', 30_000)
    expect(message.attempts.length).toBeGreaterThan(1)
    expect(message.attempts[0]?.code).toBe(code)
    expect(new Set(sms.to(AINO).map(({ id }) => id)).size).toBe(1)
    await resolve(alert)
  },
)

test('fault 25, a provider that answers 200 and does nothing: without a receipt in time the message has failed, and the telephone has rung by then', async () => {
  sms.conduct = 'loses'
  const { alert, raised } = await sos()
  await theSms(alert, ({ status }) => status === 'accepted')
  const lost = await theSms(alert, ({ status }) => status === 'failed', 50_000)
  expect(lost.code).toBe('no-receipt')
  expect(voice.to(AINO)).toHaveLength(1)
  expect((voice.handed[0]?.at ?? Number.NaN) - raised).toBeLessThan(STEP_MS / 2)

  // Fault 26, late: what comes after it has been given up changes nothing, and is on record.
  expect(await sms.say(lost.id, 'delivered')).toBe(204)
  expect((await messagesOf(alert)).find(({ id }) => id === lost.id)).toEqual(lost)
  await resolve(alert)
})

test('fault 26: receipts that come twice, late, contradicting each other or without a signature leave the state as it is', async () => {
  const { alert } = await sos()
  const delivered = await theSms(alert, ({ status }) => status === 'delivered')
  expect(await sms.say(delivered.id, 'delivered')).toBe(204)
  expect(await sms.say(delivered.id, 'undelivered')).toBe(204)
  expect(await sms.say(delivered.id, 'undelivered')).toBe(204)
  expect(await sms.say(delivered.id, 'undelivered', 'f'.repeat(64))).toBe(401)
  expect(await sms.say('nothing-of-ours', 'delivered')).toBe(204)
  expect((await messagesOf(alert)).find(({ id }) => id === delivered.id)).toEqual(delivered)
  const { query, close } = openReader(region.dataDir)
  const receipts = await query.selectFrom('message_receipt').selectAll().where('message', '=', delivered.id).execute()
  await close()
  expect(receipts.map(({ delivered: said, count }) => [said, count])).toEqual([
    [0, 2],
    [1, 2],
  ])
  await resolve(alert)
})

test('a number that never answers: said by the provider, on record, and the channel is not to blame', async () => {
  sms.conduct = 'nobody-answers'
  const { alert } = await sos()
  expect(await theSms(alert, ({ status }) => status === 'failed')).toMatchObject({ code: 'not-delivered' })
  await until(() => voice.to(AINO).length > 0, 'the telephone rings')
  const screen = await region.screen()
  await until(() => screen.ticks.length > 1, 'the server ticks')
  expect(screen.ticks.at(-1)?.troubles).not.toContain('sms-down')
  screen.close()
  await resolve(alert)
})

test('a channel that is down is said on every screen, until something gets through', async () => {
  sms.conduct = 'fails'
  const { alert } = await sos()
  const screen = await region.screen()
  await until(() => screen.ticks.at(-1)?.troubles.includes('sms-down') === true, 'the screens say so', 20_000)
  sms.conduct = 'delivers'
  await until(() => screen.ticks.at(-1)?.troubles.includes('sms-down') === false, 'it is over', 30_000)
  screen.close()
  await resolve(alert)
})

test('the server is killed while messages are under way: they go out after the restart, known by their number', async () => {
  sms.conduct = 'hangs'
  const { alert } = await sos()
  await until(() => sms.to(AINO).length > 0, 'the message is under way')
  await region.server.kill()
  sms.conduct = 'delivers'
  await region.startServer()
  const message = await theSms(alert, ({ status }) => status === 'delivered', 40_000)
  expect(message.attempts.length).toBeGreaterThan(1)
  expect(new Set(sms.to(AINO).map(({ id }) => id))).toEqual(new Set([message.id]))
})
