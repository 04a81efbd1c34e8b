import { connect } from 'node:net'
import { isoTime, newUlid, type Quarantined, topicOf } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import mqtt from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
let technician: string
beforeAll(async () => {
  region = await Region.open(2)
  await region.addUser('teppo', 'technician')
  technician = await region.signIn('teppo')
})
afterAll(() => region.close())

const gatewayOf = (index: number) =>
  TestGateway.connect(region.mqttUrl, region.fleet[index] as (typeof region.fleet)[0])
const quarantined = async () => (await region.request(technician, 'GET', '/api/v1/quarantine')).body as Quarantined[]
const heart = { kind: 'heart-rate', value: 70, unit: '/min' }

/** After each refusal the server has to go on: an SOS of another home still comes through. */
async function stillAlive(): Promise<void> {
  const gateway = await gatewayOf(1)
  await gateway.send([heart])
  await gateway.close()
  expect((await fetch(`${region.url}/readyz`)).status).toBe(200)
}

describe('what cannot be read goes to quarantine with its bytes and is acknowledged', () => {
  test.each([
    ['malformed JSON', '{"items":[', 'payload-not-json'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0xfd]), 'payload-not-utf8'],
    ['another shape', '{"hello":"world"}', 'message-invalid'],
  ])('%s', async (_, payload, code) => {
    const gateway = await gatewayOf(0)
    await gateway.sendRaw(gateway.topic('items'), payload)
    const [newest] = await quarantined()
    expect(newest).toMatchObject({ code, gateway: gateway.fleet.gateway, bytes: Buffer.from(payload).length })
    await gateway.sendRaw(gateway.topic('items'), payload)
    expect((await quarantined()).filter((entry) => entry.code === code)).toHaveLength(1)
    expect(
      region.server
        .log()
        .split('\n')
        .filter((line) => line.includes(code)),
    ).toHaveLength(1)
    await gateway.close()
    await stillAlive()
  })

  test('a wrong type and an unknown kind are refused alone, their neighbours are stored', async () => {
    const gateway = await gatewayOf(0)
    const good = gateway.item({ ...heart, value: 66 })
    const items = [good, gateway.item({ ...heart, value: '72' }), gateway.item({ kind: 'grip-strength', value: 1 })]
    await gateway.sendRaw(gateway.topic('items'), gateway.message(items))
    expect(
      (await quarantined())
        .slice(0, 2)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['item-invalid', 'item-kind-unknown'])
    const nurse = await region.signIn()
    const stored = (await region.request(nurse, 'GET', `/api/v1/patients/${gateway.patient}/readings`)).body as {
      id: string
    }[]
    expect(stored.map(({ id }) => id)).toContain(good.id)
    await gateway.close()
  })

  test('a device of nobody waits, and is taken with its own time once it has been assigned', async () => {
    const gateway = await gatewayOf(0)
    const at = '2026-11-20T10:00:00.000Z'
    await gateway.send([{ kind: 'body-weight', value: 71.3, unit: 'kg', device: 'ble:0000deadbeef', at }])
    const [waiting] = await quarantined()
    expect(waiting).toMatchObject({ code: 'device-unknown', device: 'ble:0000deadbeef' })
    const replay = () => region.request(technician, 'POST', `/api/v1/quarantine/${waiting?.id}/replay`)
    expect(await replay()).toMatchObject({ status: 400 })
    const database = await openDatabase(region.dataDir)
    await database.query
      .insertInto('device_assignment')
      .values({
        device: 'ble:0000deadbeef',
        profile: 'sig-weight-scale',
        patient: gateway.patient,
        from_at: 0,
        until_at: null,
      })
      .execute()
    await database.close()
    expect(await replay()).toMatchObject({ status: 200 })
    expect(await quarantined()).not.toContainEqual(expect.objectContaining({ id: waiting?.id }))
    const nurse = await region.signIn()
    const path = `/api/v1/patients/${gateway.patient}/readings?kind=body-weight&from=2026-11-01T00:00:00.000Z`
    expect((await region.request(nurse, 'GET', path)).body).toMatchObject([{ value: 71.3, at }])
    await gateway.close()
  })

  test('bad input 17: an impossible value is kept from the readings, and said to be the meter’s; what says that there is none is stored and is nobody’s alarm', async () => {
    const gateway = await gatewayOf(0)
    const screen = await region.screen()
    const at = isoTime(Date.now() - 60_000)
    const impossible = { kind: 'body-temperature', value: 366, unit: 'Cel', at }
    await gateway.send([impossible, { ...heart, value: 255, at }, { ...heart, value: 71, at }])
    await gateway.send([impossible])
    const alert = await screen.alert(({ rule }) => rule === 'value-impossible')
    expect(alert).toMatchObject({ problem: 'device', priority: 'low', patient: { id: gateway.patient } })
    const [waiting] = await quarantined()
    expect(waiting).toMatchObject({ code: 'value-impossible', device: gateway.device })
    const replay = await region.request(technician, 'POST', `/api/v1/quarantine/${waiting?.id}/replay`)
    expect(replay).toMatchObject({ status: 400 })
    const nurse = await region.signIn()
    const { body } = await region.request(nurse, 'GET', `/api/v1/patients/${gateway.patient}/readings`)
    const values = (body as { value: number }[]).map(({ value }) => value)
    expect(values).toContain(255)
    expect(values).toContain(71)
    expect(values).not.toContain(366)
    expect([...screen.alerts.values()].filter(({ patient }) => patient.id === gateway.patient)).toHaveLength(1)
    screen.close()
    await gateway.close()
  })

  test("bad input 20: a neighbour's device is nobody's in this home", async () => {
    const gateway = await gatewayOf(0)
    await gateway.send([{ ...heart, device: region.fleet[1]?.devices[0]?.device as string }])
    expect((await quarantined())[0]).toMatchObject({ code: 'device-unassigned' })
    await gateway.close()
  })
})

describe('what is not allowed ends the connection and changes nothing', () => {
  test.each([
    [
      "under another gateway's name",
      () => topicOf(region.fleet[1]?.partition as string, region.fleet[1]?.gateway as string, 'items'),
    ],
    [
      'in another partition',
      () => topicOf(region.fleet[0]?.partition === '00' ? '01' : '00', region.fleet[0]?.gateway as string, 'items'),
    ],
    [
      'to its own config',
      () => topicOf(region.fleet[0]?.partition as string, region.fleet[0]?.gateway as string, 'config'),
    ],
    ['to the broker itself', () => '$SYS/broker'],
  ])('publishing %s', async (_, topic) => {
    const gateway = await gatewayOf(0)
    const before = (await quarantined()).length
    await expect(gateway.sendRaw(topic(), gateway.message([gateway.item(heart)]))).rejects.toThrow()
    expect(await quarantined()).toHaveLength(before)
    await gateway.close()
    await stillAlive()
  })

  test("subscribing to another's topics, or to everybody's, is refused", async () => {
    const gateway = await gatewayOf(0)
    for (const topic of [
      '#',
      'kotisilta/#',
      topicOf(region.fleet[1]?.partition as string, region.fleet[1]?.gateway as string, 'config'),
    ]) {
      await expect(gateway.client.subscribeAsync(topic, { qos: 1 })).rejects.toThrow()
    }
    const own = topicOf(region.fleet[0]?.partition as string, region.fleet[0]?.gateway as string, 'config')
    const config = new Promise<string>((resolve) =>
      gateway.client.once('message', (_, payload) => resolve(payload.toString())),
    )
    await gateway.client.subscribeAsync(own, { qos: 1 })
    expect(JSON.parse(await config)).toMatchObject({
      acknowledge: 'puback',
      devices: expect.arrayContaining([expect.objectContaining({ device: gateway.device })]),
    })
    await gateway.close()
  })

  test.each([
    ['a wrong token', { password: 'wrong' }],
    ['no token', { password: undefined }],
    ['a client id that is not its own', { clientId: 'gw-000002' }],
    [
      "a will in another's name",
      { will: { topic: 'kotisilta/v1/00/gw-000002/state', payload: Buffer.from('{}'), qos: 1 as const, retain: true } },
    ],
  ])('connecting with %s', async (_, wrong) => {
    const { gateway, token } = region.fleet[0] as (typeof region.fleet)[0]
    const connecting = mqtt.connectAsync(region.mqttUrl, {
      clientId: gateway,
      username: gateway,
      password: token,
      reconnectPeriod: 0,
      ...wrong,
    } as Parameters<typeof mqtt.connectAsync>[1])
    await expect(connecting).rejects.toThrow()
    await stillAlive()
  })

  test('a payload of 10 MB', async () => {
    const gateway = await gatewayOf(0)
    await expect(gateway.sendRaw(gateway.topic('items'), Buffer.alloc(10_000_000, 0x20))).rejects.toThrow()
    await gateway.close()
    await stillAlive()
  })

  test('bytes before CONNECT', async () => {
    const { port } = new URL(region.mqttUrl)
    for (const bytes of [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.alloc(1_000_000, 0x10),
      Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]),
    ]) {
      const socket = connect(Number(port), '127.0.0.1')
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.on('error', () => {})
      socket.write(bytes)
      await closed
    }
    await stillAlive()
    await until(() => region.server.log().includes('first-packet-not-connect'), 'the refusal is in the log')
  })
})

describe('over HTTP every refusal has its code', () => {
  const post = (path: string, headers: Record<string, string>, body: string) =>
    fetch(`${region.url}${path}`, { method: 'POST', headers, body }).then(async (response) => ({
      status: response.status,
      type: response.headers.get('content-type'),
      body: (await response.json()) as { code?: string },
    }))
  const json = { 'content-type': 'application/json' }

  test.each([
    ['no session', 'GET', '/api/v1/patients', undefined, 401, 'not-signed-in'],
    ['an expired or invented session', 'GET', '/api/v1/patients', 'kotisilta_session=invented', 401, 'not-signed-in'],
    ['a path that is none', 'GET', '/api/v1/nothing', undefined, 404, 'not-found'],
  ])('%s', async (_, method, path, cookie, status, code) => {
    expect(await region.request(cookie ?? '', method, path)).toMatchObject({ status, body: { code } })
  })

  test('a technician sees no patients', async () => {
    expect(await region.request(technician, 'GET', '/api/v1/patients')).toMatchObject({
      status: 403,
      body: { code: 'not-allowed' },
    })
  })

  test('a body that is no JSON, one of another form, one that is too large, one of another type', async () => {
    expect(await post('/api/v1/session', json, '{')).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { code: 'body-malformed' },
    })
    expect(await post('/api/v1/session', json, '{"username":7}')).toMatchObject({
      status: 400,
      body: { code: 'request-invalid' },
    })
    expect(
      await post('/api/v1/session', json, JSON.stringify({ username: 'x'.repeat(100_000), password: 'y' })),
    ).toMatchObject({ status: 413, body: { code: 'body-too-large' } })
    expect(await post('/api/v1/session', { 'content-type': 'text/xml' }, '<a/>')).toMatchObject({
      status: 415,
      body: { code: 'media-type-unsupported' },
    })
  })

  test('a wrong password and an unknown name are answered alike, and guessing is slowed down', async () => {
    const attempt = (username: string) => post('/api/v1/session', json, JSON.stringify({ username, password: 'guess' }))
    expect(await attempt('aino')).toEqual(await attempt('nobody').then((answer) => ({ ...answer })))
    const codes = new Set<string | undefined>()
    for (let index = 0; index < 12; index++) codes.add((await attempt('mallory')).body.code)
    expect(codes).toEqual(new Set(['sign-in-failed', 'too-many-requests']))
    await stillAlive()
  })

  test('a page of another origin', async () => {
    const answer = await post(
      '/api/v1/session',
      { ...json, origin: 'https://evil.example' },
      '{"username":"aino","password":"x"}',
    )
    expect(answer).toMatchObject({ status: 403, body: { code: 'origin-refused' } })
    const polling = await fetch(`${region.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'https://evil.example' },
    })
    expect(polling.status).toBe(403)
  })

  test('items with a token are committed before the answer; without one, or malformed, they are refused', async () => {
    const { token, devices } = region.fleet[0] as (typeof region.fleet)[0]
    const bearer = { ...json, authorization: `Bearer ${token}` }
    const item = {
      type: 'reading',
      id: newUlid(Date.now()),
      device: devices[0]?.device,
      kind: 'heart-rate',
      value: 64,
      unit: '/min',
      at: isoTime(Date.now()),
      clock: 'gateway',
    }
    const message = (items: unknown[]) =>
      JSON.stringify({ sent: isoTime(Date.now()), epoch: newUlid(Date.now()), seq: 1, items })
    expect(await post('/api/v1/items', bearer, message([item, 7]))).toMatchObject({
      status: 200,
      body: { committed: true, items: 1, refused: [{ code: 'item-kind-unknown' }] },
    })
    expect(await post('/api/v1/items', bearer, '{')).toMatchObject({ status: 400, body: { code: 'request-invalid' } })
    expect(await post('/api/v1/items', bearer, ' '.repeat(300_000))).toMatchObject({
      status: 413,
      body: { code: 'body-too-large' },
    })
    expect(await post('/api/v1/items', { ...json, authorization: 'Bearer wrong' }, message([item]))).toMatchObject({
      status: 401,
      body: { code: 'token-invalid' },
    })
  })
})
