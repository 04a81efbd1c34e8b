import { connect as connectSocket } from 'node:net'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type LocalBroker, type LocalBrokerOptions, startLocalBroker } from './local-broker.ts'

const EVENT = 'kotisilta-device/v1/robot-1/event'

let broker: LocalBroker
let received: { serial: string; topic: string; text: string }[]
let refused: [who: string, code: string][]
let receive: (text: string) => Promise<void>
const clients: MqttClient[] = []

async function start(options: Partial<LocalBrokerOptions> = {}): Promise<void> {
  received = []
  refused = []
  receive = async () => {}
  broker = await startLocalBroker({
    host: '127.0.0.1',
    port: 0,
    password: undefined,
    async receive({ serial, topic, payload }) {
      const text = Buffer.from(payload).toString()
      received.push({ serial, topic, text })
      await receive(text)
    },
    refused: (who, code) => refused.push([who, code]),
    ...options,
  })
}

/** A client that does not come back by itself. */
function device(clientId: string, options: IClientOptions = {}): Promise<MqttClient> {
  const client = mqtt.connect({ host: '127.0.0.1', port: broker.port, clientId, reconnectPeriod: 0, ...options })
  clients.push(client)
  return new Promise((resolve, reject) => {
    client.once('connect', () => resolve(client))
    client.on('error', reject)
    client.once('close', () => reject(new Error('closed')))
  })
}
const closed = (client: MqttClient) => vi.waitFor(() => expect(client.connected).toBe(false), { timeout: 3_000 })

afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true)
  await broker.close()
})

describe('the local broker', () => {
  it('acknowledges a message once it has been taken in, and not before', async () => {
    await start()
    let stored = (): void => {}
    receive = () => new Promise((resolve) => (stored = resolve))
    const robot = await device('robot-1')
    let acknowledged = false
    const published = robot.publishAsync(EVENT, 'one', { qos: 1 }).then(() => (acknowledged = true))
    await vi.waitFor(() => expect(received).toHaveLength(1))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(acknowledged).toBe(false)
    stored()
    await published
    expect(received).toEqual([{ serial: 'robot-1', topic: EVENT, text: 'one' }])
  })

  it('closes the connection instead of acknowledging what could not be stored', async () => {
    await start()
    receive = () => Promise.reject(new Error('disk full'))
    const robot = await device('robot-1')
    const acknowledged = vi.fn()
    robot.publish(EVENT, 'one', { qos: 1 }, acknowledged)
    await closed(robot)
    expect(acknowledged).not.toHaveBeenCalled()
    receive = async () => {}
    const again = await device('robot-1')
    await again.publishAsync(EVENT, 'one', { qos: 1 })
  })

  it('takes messages of every quality of service', async () => {
    await start()
    const robot = await device('robot-1')
    for (const qos of [0, 1, 2] as const) await robot.publishAsync(EVENT, `qos ${qos}`, { qos })
    await vi.waitFor(() => expect(received.map(({ text }) => text)).toEqual(['qos 0', 'qos 1', 'qos 2']))
  })

  it.each([
    'kotisilta-device/v1/robot-2/event',
    'kotisilta-device/v1/robot-1',
    'kotisilta-device/v1/robot-12/event',
    'kotisilta/v1/17/gw-1/items',
    '$SYS/x',
    '/'.repeat(150),
  ])('lets no device publish under %s', async (topic) => {
    await start()
    const robot = await device('robot-1')
    const other = await device('robot-2')
    robot.publish(topic, 'one', { qos: 1 })
    await closed(robot)
    expect(received).toEqual([])
    await other.publishAsync('kotisilta-device/v1/robot-2/event', 'mine', { qos: 1 })
    expect(received).toHaveLength(1)
    expect(refused.every(([who]) => who === 'robot-1')).toBe(true)
  })

  it('lets no device listen to another, and keeps nothing that was retained', async () => {
    await start()
    const robot = await device('robot-1')
    const other = await device('robot-2')
    const heard: string[] = []
    other.on('message', (topic) => heard.push(topic))
    for (const filter of ['#', 'kotisilta-device/#', 'kotisilta-device/v1/+/event', EVENT]) {
      await expect(other.subscribeAsync(filter, { qos: 1 })).rejects.toThrow()
    }
    await robot.publishAsync(EVENT, 'one', { qos: 1, retain: true })
    robot.on('message', (topic) => heard.push(topic))
    await robot.subscribeAsync('kotisilta-device/v1/robot-1/#', { qos: 1 })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(heard).toEqual([])
    expect(refused).toHaveLength(4)
  })

  it('lets in no device without a name, with a name that is no serial, or with somebody else’s will', async () => {
    await start()
    const will = {
      topic: 'kotisilta-device/v1/robot-2/state',
      payload: Buffer.from('{}'),
      qos: 1 as const,
      retain: false,
    }
    await expect(device('')).rejects.toThrow(/Identifier rejected/)
    await expect(device('robot/1')).rejects.toThrow(/Identifier rejected/)
    await expect(device('robot-1', { will })).rejects.toThrow(/Identifier rejected/)
    expect(refused.map(([, code]) => code)).toEqual(['client-id', 'client-id', 'will'])
  })

  it('treats a will as something the device has published', async () => {
    await start()
    const will = {
      topic: 'kotisilta-device/v1/robot-1/state',
      payload: Buffer.from('gone'),
      qos: 1 as const,
      retain: true,
    }
    const robot = await device('robot-1', { will })
    robot.stream.destroy()
    await vi.waitFor(() => expect(received.map(({ text }) => text)).toEqual(['gone']))
  })

  it('asks for the password when there is one', async () => {
    await start({ password: 'koti' })
    await expect(device('robot-1')).rejects.toThrow()
    await expect(device('robot-1', { username: 'robot-1', password: 'kota' })).rejects.toThrow()
    await expect(device('robot-1', { username: 'robot-1', password: 'kotisilta' })).rejects.toThrow()
    await device('robot-1', { username: 'robot-1', password: 'koti' })
    expect(refused.map(([, code]) => code)).toEqual(['password', 'password', 'password'])
  })

  it('ends the connection that sends ten megabytes, before or after CONNECT, and nobody else’s', async () => {
    await start()
    const good = await device('robot-2')
    const robot = await device('robot-1')
    robot.publish(EVENT, Buffer.alloc(10_000_000), { qos: 1 })
    await closed(robot)
    const socket = connectSocket(broker.port, '127.0.0.1').on('error', () => {})
    socket.write(Buffer.concat([Buffer.of(0x10, 0xff, 0xff, 0xff, 0x7f), Buffer.alloc(1_000_000)]))
    await vi.waitFor(() => expect(socket.closed).toBe(true))
    expect(received).toEqual([])
    expect(refused).toContainEqual(['robot-1', 'packet-too-large'])
    await good.publishAsync('kotisilta-device/v1/robot-2/event', Buffer.alloc(60_000), { qos: 1 })
    expect(received).toHaveLength(1)
  })

  it('ends connections that speak no MQTT', async () => {
    await start()
    const good = await device('robot-2')
    for (const bytes of [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(500, 0xff), Buffer.alloc(500)]) {
      const socket = connectSocket(broker.port, '127.0.0.1').on('error', () => {})
      socket.end(bytes)
      await vi.waitFor(() => expect(socket.closed).toBe(true))
    }
    await good.publishAsync('kotisilta-device/v1/robot-2/event', 'fine', { qos: 1 })
  })

  describe('for bridges', () => {
    const LIST = 'zigbee2mqtt/bridge/devices'
    const spoken: [client: string, topic: string, bytes: number][] = []
    const bridges = (loopback: boolean) => ({
      named: ['z2m'],
      loopback,
      receive: async ({ client, topic, payload }: { client: string; topic: string; payload: Uint8Array }) => {
        spoken.push([client, topic, payload.length])
      },
    })
    afterEach(() => spoken.splice(0))

    it('takes other systems’ topics and a large list of devices from a client that was named, and from no other', async () => {
      await start({ bridges: bridges(false) })
      const will = { topic: 'zigbee2mqtt/bridge/state', payload: Buffer.from('offline'), qos: 1 as const, retain: true }
      const z2m = await device('z2m', { will })
      await z2m.subscribeAsync('zigbee2mqtt/#', { qos: 0 })
      const heard: string[] = []
      z2m.on('message', (topic) => heard.push(topic))
      await z2m.publishAsync(LIST, Buffer.alloc(300_000), { qos: 1, retain: true })
      await z2m.publishAsync('zigbee2mqtt/Hall door', 'x', { qos: 1 })
      z2m.stream.destroy()
      await vi.waitFor(() => expect(spoken).toHaveLength(3))
      expect(spoken).toEqual([
        ['z2m', LIST, 300_000],
        ['z2m', 'zigbee2mqtt/Hall door', 1],
        ['z2m', 'zigbee2mqtt/bridge/state', 7],
      ])
      expect(heard).toEqual([])

      const robot = await device('robot-1')
      robot.publish(LIST, 'x', { qos: 1 })
      await closed(robot)
      const again = await device('robot-1')
      again.publish(LIST, Buffer.alloc(300_000), { qos: 1 })
      await closed(again)
      expect(spoken).toHaveLength(3)
      expect(refused).toEqual([
        ['robot-1', 'topic'],
        ['robot-1', 'packet-too-large'],
      ])
    })

    it('takes them from every program on this machine where that is allowed', async () => {
      await start({ bridges: bridges(true) })
      await (await device('anything')).publishAsync('home/x/BTtoMQTT/AABBCCDDEEFF', 'x', { qos: 1 })
      expect(spoken).toEqual([['anything', 'home/x/BTtoMQTT/AABBCCDDEEFF', 1]])
    })

    it.each(['kotisilta-device/v1/robot-1/event', 'kotisilta/v1/17/gw-1/items', '$SYS/x', '/'.repeat(150)])(
      'does not let even a bridge publish under %s',
      async (topic) => {
        await start({ bridges: bridges(true) })
        const z2m = await device('z2m')
        z2m.publish(topic, 'one', { qos: 1 })
        await closed(z2m)
        expect([spoken, received]).toEqual([[], []])
      },
    )

    it('lets a large message have only that topic, and no more than four megabytes', async () => {
      await start({ bridges: bridges(true) })
      for (const [topic, bytes] of [
        ['zigbee2mqtt/Hall door', 100_000],
        [LIST, 5_000_000],
      ] as const) {
        const z2m = await device('z2m')
        z2m.publish(topic, Buffer.alloc(bytes), { qos: 1 })
        await closed(z2m)
      }
      expect(spoken).toEqual([])
      expect(refused.map(([, code]) => code)).toEqual(['packet-too-large', 'packet-too-large'])
    })
  })

  it('says which port it could not have', async () => {
    await start()
    await expect(
      startLocalBroker({
        host: '127.0.0.1',
        port: broker.port,
        password: undefined,
        receive: async () => {},
        refused() {},
      }),
    ).rejects.toThrow(expect.objectContaining({ code: 'port-in-use' }))
  })
})
