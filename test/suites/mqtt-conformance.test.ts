import type { AddressInfo } from 'node:net'
import { BROKER_OPTIONS, LARGEST_PACKET, nameMissing, plainEntrance, RETURN_CODE } from '@kotisilta/server'
import { Aedes, type AuthenticateError, type Client } from 'aedes'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { MqttSocket } from '../harness/mqtt-socket.ts'
import { until } from '../harness/until.ts'

/** What a test may not subscribe to, so that a refusal can be had. */
const FORBIDDEN = 'not/for/you'

let aedes: Aedes
let server: ReturnType<typeof plainEntrance>
let port: number
beforeAll(async () => {
  const connects = new WeakMap<Client, { clientId: string; clean: boolean; will: undefined }>()
  aedes = await Aedes.createBroker({
    ...BROKER_OPTIONS,
    preConnect(client, { clientId, clean }, done) {
      connects.set(client, { clientId: clientId ?? '', clean: clean ?? true, will: undefined })
      done(null, true)
    },
    authenticate(client, _username, _password, done) {
      const missing = nameMissing(connects.get(client) as NonNullable<ReturnType<typeof connects.get>>)
      if (!missing) return done(null, true)
      const refusal = Object.assign(new Error('client-id-empty'), { returnCode: RETURN_CODE.identifierRejected })
      done(refusal as AuthenticateError, false)
    },
    authorizeSubscribe: (_client, subscription, done) =>
      done(null, subscription.topic === FORBIDDEN ? null : subscription),
  })
  server = plainEntrance({
    largestPacket: LARGEST_PACKET,
    heard: () => {},
    handle: (socket) => aedes.handle(socket),
    refused: () => {},
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  await new Promise<void>((resolve) => aedes.close(resolve))
  await new Promise((resolve) => server.close(resolve))
})

interface Listener {
  client: MqttClient
  heard: { topic: string; text: string; qos: number; retain: boolean }[]
}
const open: MqttClient[] = []
afterEach(async () => {
  for (const client of open.splice(0)) await client.endAsync(true)
})
async function join(options: IClientOptions = {}): Promise<Listener> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options })
  const heard: Listener['heard'] = []
  client.on('message', (topic, payload, { qos, retain }) =>
    heard.push({ topic, text: payload.toString(), qos, retain }),
  )
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve())
    client.once('error', reject)
  })
  open.push(client)
  return { client, heard }
}
/** All that was sent before has arrived once this has. */
async function settled({ client, heard }: Listener): Promise<void> {
  const mark = `mark/${Math.random()}`
  await client.subscribeAsync(mark, { qos: 0 })
  await client.publishAsync(mark, 'x')
  await until(() => heard.some(({ topic }) => topic === mark), 'the mark has come')
  heard.splice(0, heard.length, ...heard.filter(({ topic }) => topic !== mark))
}
const texts = ({ heard }: Listener) => heard.map(({ text }) => text).sort()

// Counterparts, written for this broker, of the ten cases of the Eclipse Paho interoperability suite for MQTT 3.1.1.
describe('MQTT 3.1.1 with the broker’s own set-up and its rules on topics left out: 10 of 10', () => {
  test('1 basic: QoS 0, 1 and 2 arrive, each as what it was sent', async () => {
    const listener = await join()
    await listener.client.subscribeAsync('basic/#', { qos: 2 })
    for (const qos of [0, 1, 2] as const) await listener.client.publishAsync(`basic/${qos}`, `${qos}`, { qos })
    await until(() => listener.heard.length === 3, 'three have come')
    expect(listener.heard.map(({ qos, text }) => `${qos}${text}`).sort()).toEqual(['00', '11', '22'])
  })

  test('2 retained messages come to who subscribes later, and an empty one takes them back', async () => {
    const { client } = await join()
    for (const qos of [0, 1, 2] as const) await client.publishAsync(`kept/${qos}`, `${qos}`, { qos, retain: true })
    const late = await join()
    await late.client.subscribeAsync('kept/+', { qos: 2 })
    await until(() => late.heard.length === 3, 'three have come')
    expect(late.heard.every(({ retain }) => retain)).toBe(true)
    for (const qos of [0, 1, 2]) await client.publishAsync(`kept/${qos}`, '', { qos: 1, retain: true })
    const later = await join()
    await later.client.subscribeAsync('kept/+', { qos: 2 })
    await settled(later)
    expect(later.heard).toEqual([])
  })

  test('3 an empty client id: welcome with a clean session, return code 2 without', async () => {
    for (const [clean, code] of [
      [true, 0],
      [false, 2],
    ] as const) {
      const socket = await MqttSocket.open(port)
      expect(await socket.connect({ clientId: '', clean })).toBe(code)
      socket.close()
    }
  })

  test('4 what comes while a session is away waits for it', async () => {
    const away = await join({ clientId: 'away', clean: false })
    await away.client.subscribeAsync('queue/#', { qos: 2 })
    await away.client.endAsync()
    const { client } = await join()
    for (const qos of [1, 2] as const) await client.publishAsync(`queue/${qos}`, `${qos}`, { qos })
    const back = await join({ clientId: 'away', clean: false })
    await until(() => back.heard.length === 2, 'both have come')
    expect(texts(back)).toEqual(['1', '2'])
  })

  test('5 overlapping subscriptions: once, or once for each, never lost', async () => {
    const listener = await join()
    await listener.client.subscribeAsync({ 'over/#': { qos: 2 }, 'over/+': { qos: 1 } })
    await listener.client.publishAsync('over/lap', 'x', { qos: 2 })
    await settled(listener)
    expect([1, 2]).toContain(listener.heard.length)
  })

  test('6 keepalive: who is silent for one and a half times as long is gone, and its will is heard', async () => {
    const listener = await join()
    await listener.client.subscribeAsync('last/will', { qos: 1 })
    const silent = await MqttSocket.open(port)
    const started = performance.now()
    expect(
      await silent.connect({ clientId: 'silent', keepalive: 2, will: { topic: 'last/will', payload: 'gone' } }),
    ).toBe(0)
    await until(() => listener.heard.length === 1, 'the will is heard', 10_000)
    await silent.ended()
    expect(performance.now() - started).toBeGreaterThan(2_500)
    expect(texts(listener)).toEqual(['gone'])
  })

  test('7 what was not acknowledged is sent again when the session comes back', async () => {
    const first = await MqttSocket.open(port)
    await first.connect({ clientId: 'again', clean: false })
    expect(await first.subscribe('again/#')).toBe(1)
    const { client } = await join()
    await client.publishAsync('again/x', 'once more', { qos: 1 })
    expect(await first.next()).toMatchObject({ type: 3 })
    first.destroy()
    const second = await MqttSocket.open(port)
    await second.connect({ clientId: 'again', clean: false })
    const sentAgain = await second.next()
    expect(sentAgain).toMatchObject({ type: 3 })
    expect((sentAgain as { body: Buffer }).body.toString()).toContain('once more')
    second.close()
  })

  test('8 topics that begin with $ are not in a wildcard at the beginning', async () => {
    const listener = await join()
    await listener.client.subscribeAsync(['#', '+/dollar'], { qos: 1 })
    await listener.client.publishAsync('$own/dollar', 'x', { qos: 1 })
    await settled(listener)
    expect(listener.heard).toEqual([])
  })

  test('9 after unsubscribing nothing more comes', async () => {
    const listener = await join()
    await listener.client.subscribeAsync(['un/a', 'un/b'], { qos: 1 })
    await listener.client.unsubscribeAsync('un/a')
    await listener.client.publishAsync('un/a', 'a', { qos: 1 })
    await listener.client.publishAsync('un/b', 'b', { qos: 1 })
    await settled(listener)
    expect(texts(listener)).toEqual(['b'])
  })

  test('10 a subscription that is refused is answered with 0x80', async () => {
    const socket = await MqttSocket.open(port)
    await socket.connect({ clientId: 'refused' })
    expect(await socket.subscribe(FORBIDDEN)).toBe(0x80)
    socket.close()
  })
})
