import {
  type Attention,
  type GatewaySummary,
  isoTime,
  newUlid,
  type Quarantined,
  type ShownTechnicalAlert,
  type TechnicalProblem,
  topicOf,
} from '@kotisilta/contract'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { MqttSocket } from '../harness/mqtt-socket.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
let technician: string
/** Another home, connected all the while: nobody's bad manners may be felt there. */
let neighbour: TestGateway
beforeAll(async () => {
  region = await Region.open(4)
  await region.addUser('teppo', 'technician')
  technician = await region.signIn('teppo')
  neighbour = await TestGateway.connect(region.mqttUrl, fleet(3))
})
afterAll(async () => {
  await neighbour.close()
  await region.close()
})
const clients: { close(): unknown }[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
  await neighbour.send([{ kind: 'heart-rate', value: 70, unit: '/min' }])
})

const fleet = (index: number) => region.fleet[index] as FleetGateway
const gatewayOf = async (index: number) => {
  const gateway = await TestGateway.connect(region.mqttUrl, fleet(index))
  clients.push(gateway)
  return gateway
}
const raw = async () => {
  const socket = await MqttSocket.open(region.server.ready.mqtt)
  clients.push(socket)
  return socket
}
const connected = async (index: number, more: Parameters<MqttSocket['connect']>[0] = {}) => {
  const socket = await raw()
  const { gateway, token } = fleet(index)
  expect(await socket.connect({ clientId: gateway, username: gateway, password: token, ...more })).toBe(0)
  return socket
}
const quarantined = async () => (await region.request(technician, 'GET', '/api/v1/quarantine')).body as Quarantined[]
const summary = async (index: number) =>
  ((await region.request(technician, 'GET', '/api/v1/gateways')).body as GatewaySummary[]).find(
    ({ id }) => id === fleet(index).gateway,
  ) as GatewaySummary
const found = (index: number, code: string, count = 1) =>
  until(
    async () => (await summary(index)).findings.some((each) => each.code === code && each.count >= count),
    `the gateways page tells ${code} of gateway ${index}`,
    20_000,
  )
/** Technical alerts of a gateway and problem, as the technician sees them. */
const alertsOf = async (index: number, problem: TechnicalProblem) =>
  ((await region.request(technician, 'GET', '/api/v1/technical-alerts')).body as ShownTechnicalAlert[]).filter(
    (alert) => alert.gateway === fleet(index).gateway && alert.problem === problem,
  )
const alerted = (index: number, problem: TechnicalProblem, is: (alert: ShownTechnicalAlert) => boolean, what: string) =>
  until(async () => (await alertsOf(index, problem)).some(is), what, 20_000)
const heart = { kind: 'heart-rate', value: 70, unit: '/min' }
const own = (index: number, leaf: Parameters<typeof topicOf>[2]) =>
  topicOf(fleet(index).partition, fleet(index).gateway, leaf)

describe('what is refused at the packet', () => {
  test('bad input 23: over the size limit: closed at the header, before and after CONNECT, and told', async () => {
    const early = await raw()
    early.write(Buffer.of(0x10, 0x80, 0x80, 0x04))
    await early.ended()
    const late = await connected(0)
    // 300,000 bytes are promised, ten come.
    late.write(Buffer.concat([Buffer.of(0x32, 0xe0, 0xa7, 0x12), Buffer.alloc(10)]))
    await late.ended()
    await found(0, 'packet-too-large')
  })

  test('bad input 24: a topic of 150 levels ends its sender’s connection and nobody else’s', async () => {
    const gateway = await gatewayOf(0)
    await expect(gateway.sendRaw(Array(150).fill('a').join('/'), '{}')).rejects.toThrow()
    const subscriber = await connected(0)
    expect(await subscriber.subscribe(Array(150).fill('a').join('/'))).toBe('ended')
    await found(0, 'protocol-error', 2)
  })

  test('bad input 25: a wildcard in a publish', async () => {
    for (const topic of ['kotisilta/#', own(0, 'items').replace('items', '+')]) {
      const gateway = await connected(0)
      gateway.publish(topic, '{}')
      await gateway.ended()
    }
    await found(0, 'protocol-error')
  })

  test('bad input 30: bad UTF-8 and U+0000 in names and topics are nobody’s, in payloads they are quarantined', async () => {
    const bad = Buffer.of(0xc3, 0x28, 0x00)
    const socket = await raw()
    const { gateway, token } = fleet(0)
    expect(
      await socket.connect({
        clientId: Buffer.concat([Buffer.from(gateway), bad]),
        username: gateway,
        password: token,
      }),
    ).not.toBe(0)
    const publisher = await connected(0)
    publisher.publish(Buffer.concat([Buffer.from(own(0, 'items')), bad]), '{}')
    await publisher.ended()
    const good = await gatewayOf(0)
    await good.sendRaw(good.topic('items'), bad)
    expect((await quarantined())[0]).toMatchObject({ code: 'payload-not-utf8' })
  })

  test('bad input 31: a malformed packet ends at once; half a CONNECT, or bytes one by one, within ten seconds', async () => {
    const malformed = await connected(0)
    malformed.write(Buffer.of(0xf0, 0x00))
    await malformed.ended()
    const halves = [Buffer.of(), Buffer.of(0x10), Buffer.of(0x10, 0x20, 0x00, 0x04)]
    const started = performance.now()
    const slow = await Promise.all(halves.map(() => raw()))
    for (const [index, socket] of slow.entries()) socket.write(halves[index] as Buffer)
    const trickle = await raw()
    trickle.write(Buffer.of(0x10, 0x7f))
    const dripping = setInterval(() => trickle.write(Buffer.of(0x00)), 500)
    await Promise.all([...slow, trickle].map((socket) => socket.ended(20_000)))
    clearInterval(dripping)
    expect(performance.now() - started).toBeLessThan(12_000)
  })
})

describe('what is refused because of who it is', () => {
  test('bad input 26: $SYS can neither be written nor read', async () => {
    const gateway = await gatewayOf(0)
    for (const topic of ['$SYS/#', '$SYS/+/heartbeat', '$SYS/broker/clients', '+/broker']) {
      await expect(gateway.client.subscribeAsync(topic, { qos: 1 })).rejects.toThrow()
    }
    await expect(gateway.sendRaw('$SYS/broker/clients', 'x')).rejects.toThrow()
    await found(0, 'subscription-not-own', 4)
  })

  test('bad input 27: an empty client id without a clean session gets return code 2', async () => {
    const { gateway, token } = fleet(0)
    const socket = await raw()
    expect(await socket.connect({ clientId: '', clean: false, username: gateway, password: token })).toBe(2)
    await socket.ended()
    // With a clean session the standard lets a server choose a name; here every name is a gateway's own.
    const clean = await raw()
    expect(await clean.connect({ clientId: '', clean: true, username: gateway, password: token })).toBe(2)
  })

  test('bad input 28: another gateway’s topic: refused, not stored, and one alert of medium priority to the technician that grows', async () => {
    const before = (await quarantined()).length
    for (let turn = 0; turn < 2; turn++) {
      const gateway = await gatewayOf(2)
      await expect(gateway.sendRaw(own(1, 'items'), gateway.message([gateway.item(heart)]))).rejects.toThrow()
    }
    expect(await quarantined()).toHaveLength(before)
    await found(2, 'topic-not-own', 2)
    const told = (await summary(2)).findings.find(({ code }) => code === 'topic-not-own')
    expect(told?.detail).toBe(own(1, 'items'))
    await alerted(2, 'beyond-own-topics', ({ count }) => count >= 2, 'the technician is alerted')
    const alerts = await alertsOf(2, 'beyond-own-topics')
    expect(alerts).toMatchObject([
      { problem: 'beyond-own-topics', priority: 'medium', status: 'open', stillTrue: true, detail: own(1, 'items') },
    ])
    const { technical } = (await region.request(technician, 'GET', '/api/v1/attention')).body as Attention
    expect(technical).toBeGreaterThanOrEqual(1)
    // Taken, it is left to whoever has it while it goes on; it stays one alert, also when it is resolved too early.
    const path = `/api/v1/technical-alerts/${alerts[0]?.id}`
    expect((await region.request(technician, 'POST', `${path}/acknowledge`)).status).toBe(200)
    const again = await gatewayOf(2)
    await expect(again.sendRaw(own(1, 'urgent'), '{}')).rejects.toThrow()
    await alerted(2, 'beyond-own-topics', ({ count }) => count >= 3, 'it has grown')
    expect(await alertsOf(2, 'beyond-own-topics')).toMatchObject([{ status: 'acknowledged', owner: { name: 'teppo' } }])
    expect((await region.request(technician, 'POST', `${path}/resolve`, { note: 'väärä asetus' })).status).toBe(200)
    const after = await gatewayOf(2)
    await expect(after.sendRaw(own(1, 'urgent'), '{}')).rejects.toThrow()
    await alerted(2, 'beyond-own-topics', ({ status }) => status === 'open', 'it is open again')
    expect(await alertsOf(2, 'beyond-own-topics')).toHaveLength(1)
    expect((await region.request(await region.signIn(), 'GET', '/api/v1/technical-alerts')).status).toBe(403)
  })

  test('bad input 29: what others publish, retained or not, reaches nobody: 0 foreign messages', async () => {
    const heard: string[] = []
    const listener = await gatewayOf(0)
    listener.client.on('message', (topic) => heard.push(topic))
    for (const filter of ['#', '+/+/+/+/+', 'kotisilta/#', own(1, 'state'), `${own(1, 'state')}/#`]) {
      await expect(listener.client.subscribeAsync(filter, { qos: 1 })).rejects.toThrow()
    }
    await listener.client.subscribeAsync([own(0, 'config'), own(0, 'command'), own(0, 'ack')], { qos: 1 })
    const other = await gatewayOf(1)
    await other.client.publishAsync(own(1, 'state'), '{"online":true}', { qos: 1, retain: true })
    await other.send([heart])
    const late = await gatewayOf(2)
    late.client.on('message', (topic) => heard.push(topic))
    await late.client.subscribeAsync(own(2, 'config'), { qos: 1 })
    await until(() => heard.includes(own(2, 'config')), 'its own configuration has come')
    expect(new Set(heard)).toEqual(new Set([own(0, 'config'), own(2, 'config')]))
  })

  test('bad input 32: a forged will is refused like the publish that it would be', async () => {
    const { gateway, token } = fleet(0)
    for (const topic of [own(1, 'state'), own(0, 'urgent'), own(0, 'command'), '$SYS/x', 'kotisilta/#']) {
      const socket = await raw()
      const will = { topic, payload: '{"online":false}' }
      expect(await socket.connect({ clientId: gateway, username: gateway, password: token, will })).toBe(2)
    }
    await found(0, 'will-not-own', 5)
    // Its own is heard when the line breaks.
    const honest = await connected(1, { will: { topic: own(1, 'state'), payload: '{"online":false}' } })
    await until(async () => (await summary(1)).online, 'it is online')
    honest.destroy()
    await until(async () => !(await summary(1)).online, 'it is offline')
  })

  test('bad input 33: one client id twice: the newest has the line; once is a low alert, again and again the same one at medium', async () => {
    const first = await connected(1)
    const second = await connected(1)
    await first.ended()
    second.publish(own(1, 'items'), new TestMessage(fleet(1)).text([heart]), 7)
    expect(await second.puback()).toBe(7)
    expect((await summary(1)).online).toBe(true)
    await alerted(1, 'identity-shared', () => true, 'the technician is alerted')
    expect(await alertsOf(1, 'identity-shared')).toMatchObject([{ priority: 'low', status: 'open', count: 1 }])
    let before = second
    for (let turn = 0; turn < 4; turn++) {
      const newer = await connected(1)
      await before.ended()
      before = newer
    }
    await found(1, 'session-taken-over', 5)
    await alerted(1, 'identity-shared', ({ priority }) => priority === 'medium', 'it is medium')
    expect(await alertsOf(1, 'identity-shared')).toHaveLength(1)
  })
})

describe('what is refused because of what it says', () => {
  const sends = async (payload: string | Buffer) => {
    const gateway = await gatewayOf(0)
    const before = new Set((await quarantined()).map(({ id }) => id))
    await gateway.sendRaw(gateway.topic('items'), payload)
    return (await quarantined()).filter(({ id }) => !before.has(id)).map(({ code }) => code)
  }
  const envelope = (items: string) =>
    `{"sent":"${isoTime(Date.now())}","epoch":"${newUlid(Date.now())}","seq":1,"items":${items}}`
  const item = (more: string) =>
    `{"type":"reading","id":"${newUlid(Date.now())}","device":"${fleet(0).devices[0]?.device}","kind":"heart-rate","unit":"/min","at":"${isoTime(Date.now())}","clock":"gateway"${more}}`
  const stored = async () =>
    (
      (
        await region.request(
          await region.signIn(),
          'GET',
          `/api/v1/patients/${fleet(0).devices[0]?.patient}/readings?kind=heart-rate`,
        )
      ).body as { value: unknown }[]
    ).map(({ value }) => value)

  test('bad input 34: broken and deep JSON is quarantined; of a key given twice nothing is guessed', async () => {
    expect(await sends('{"sent":')).toEqual(['payload-not-json'])
    expect(await sends('['.repeat(50_000) + ']'.repeat(50_000))).toHaveLength(1)
    expect(await sends(envelope(`[${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}]`))).toHaveLength(1)
    const twice = await sends(envelope(`[${item(',"value":61,"value":"62"')}]`))
    expect(twice).toEqual(['item-invalid'])
    expect(await stored()).not.toContain(61)
  })

  test('an answer and a state that nobody can read are acknowledged once they are in quarantine, and counted', async () => {
    const gateway = await gatewayOf(0)
    const id = newUlid(Date.now())
    const bad: [leaf: 'result' | 'state', payload: string | Buffer, code: string][] = [
      ['result', JSON.stringify({ id, status: 'splendid', code: 'located' }), 'result-invalid'],
      ['result', Buffer.of(0xc3, 0x28), 'result-invalid'],
      ['result', JSON.stringify({ id, status: 'done', code: 'located' }), 'result-unasked'],
      ['state', '{"online":"yes"}', 'state-invalid'],
      ['state', '{"online":', 'state-invalid'],
    ]
    for (const [leaf, payload, code] of bad) {
      const before = new Set((await quarantined()).map((entry) => entry.id))
      await gateway.sendRaw(own(0, leaf), payload)
      const fresh = (await quarantined()).filter((entry) => !before.has(entry.id))
      expect(fresh, `${leaf} ${payload}`).toMatchObject([{ code, gateway: fleet(0).gateway }])
      const replay = await region.request(technician, 'POST', `/api/v1/quarantine/${fresh[0]?.id}/replay`)
      expect(replay.status).toBe(400)
    }
    const metrics = await (await fetch(`${region.url}/metrics`)).text()
    for (const [code, count] of Object.entries({ 'result-invalid': 2, 'result-unasked': 1, 'state-invalid': 2 })) {
      expect(metrics).toContain(`kotisilta_refused_total{code="${code}"} ${count}`)
    }
    // What is as it should be is taken as before.
    await gateway.sendRaw(own(0, 'state'), '{"online":true}')
    await until(async () => (await summary(0)).online, 'it is online')
  })

  test('bad input 35: __proto__ and constructor are keys like any other: nothing takes on their properties', async () => {
    expect(await sends('{"__proto__":{"items":[]},"constructor":{"prototype":{"online":true}}}')).toEqual([
      'message-invalid',
    ])
    await sends(
      envelope(`[${item(',"value":63,"__proto__":{"patient":"patient-000002"},"detail":{"__proto__":{"x":1}}')}]`),
    )
    expect(await stored()).toContain(63)
  })

  test('bad input 36: 1e309, "72" and 2^53+1 are not made into numbers that they are not', async () => {
    for (const value of ['1e309', '"72"', 'null', 'true', '[72]']) {
      expect(await sends(envelope(`[${item(`,"value":${value}`)}]`)), value).toEqual(['item-invalid'])
    }
    expect(await sends(envelope(`[${item(',"value":9007199254740993')}]`))).toHaveLength(1)
    expect(await stored()).not.toContain(9007199254740992)
  })

  test('bad input 37: a device of nobody waits in quarantine', async () => {
    expect(
      await sends(envelope(`[${item(',"value":64').replace(/"device":"[^"]+"/, '"device":"ble:0123456789ab"')}]`)),
    ).toEqual(['device-unknown'])
  })

  test('bad input 38: what a newer version says is kept with its bytes until it can be read', async () => {
    const newer = envelope('[{"type":"observation","schema":2,"kind":"gait-speed","value":0.8}]')
    expect(await sends(newer)).toEqual(['item-kind-unknown'])
    expect((await quarantined())[0]?.excerpt).toContain('gait-speed')
    expect(await sends('{"schema":2,"batch":"AAEC"}')).toEqual(['message-invalid'])
    expect((await quarantined())[0]?.excerpt).toContain('AAEC')
  })

  test('bad input 39: a replayed number stores nothing twice; a skipped one is told as missing until it comes', async () => {
    const gateway = await gatewayOf(1)
    const message = new TestMessage(fleet(1))
    const texts = [1, 2, 3, 4, 5, 6].map((value) => message.text([{ ...heart, value: 100 + value }]))
    const send = (...seqs: number[]) =>
      Promise.all(seqs.map((seq) => gateway.sendRaw(own(1, 'items'), texts[seq - 1] as string)))
    await send(1, 2)
    await send(2, 2)
    await send(5, 6)
    const lane = async () => (await summary(1)).lanes.find(({ lane: name }) => name === 'items')
    await until(async () => (await lane())?.missing === 2, 'two messages are missing', 20_000)
    expect((await lane())?.repeated).toBeGreaterThanOrEqual(2)
    await found(1, 'messages-missing', 2)
    expect(await (await fetch(`${region.url}/metrics`)).text()).toMatch(/kotisilta_messages_missing_total [2-9]/)
    await send(3, 4)
    await until(async () => (await lane())?.missing === 0, 'none is missing', 20_000)
    const nurse = await region.signIn()
    const path = `/api/v1/patients/${fleet(1).devices[0]?.patient}/readings?kind=heart-rate`
    const values = ((await region.request(nurse, 'GET', path)).body as { value: number }[]).map(({ value }) => value)
    expect(values.filter((value) => value > 100).sort()).toEqual([101, 102, 103, 104, 105, 106])
  })
})

/** Numbers its messages from 1 in an outbox of its own. */
class TestMessage {
  readonly #epoch = newUlid(Date.now())
  readonly #fleet: FleetGateway
  #seq = 0
  constructor(home: FleetGateway) {
    this.#fleet = home
  }
  text(items: Record<string, unknown>[]): string {
    const now = Date.now()
    const whole = items.map((item) => ({
      type: 'reading',
      id: newUlid(now),
      device: this.#fleet.devices[0]?.device,
      at: isoTime(now + this.#seq),
      clock: 'gateway',
      ...item,
    }))
    return JSON.stringify({ sent: isoTime(now), epoch: this.#epoch, seq: ++this.#seq, items: whole })
  }
}
