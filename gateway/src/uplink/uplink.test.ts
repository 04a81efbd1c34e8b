import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, connect as netConnect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigMessage, type Lane, systemClock } from '@kotisilta/contract'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Outbox } from '../outbox/outbox.ts'
import { sqliteOutbox } from '../outbox/sqlite-outbox.ts'
import { openStore, type Store } from '../store/store.ts'
import { TestBroker } from './broker.fixture.ts'
import type { UplinkTiming } from './timing.ts'
import { startUplink, type Uplink } from './uplink.ts'

const TOPIC = 'kotisilta/v1/17/gw-1'
const CONFIG: ConfigMessage = { devices: [], acknowledge: 'puback', timeZone: 'Europe/Helsinki' }
const QUICK: Partial<UplinkTiming> = { retryFirst: 50, retryMost: 200, stateThrottle: 20 }

let folder: string
let store: Store
let outbox: Outbox
let broker: TestBroker
let uplink: Uplink | undefined
let configured: ConfigMessage[]
let commanded: unknown[]
let notUnderstood: string[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-uplink-'))
  store = openStore(join(folder, 'gateway.sqlite'), 0)
  outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
  broker = await new TestBroker().start()
  configured = []
  commanded = []
  notUnderstood = []
})
afterEach(async () => {
  await uplink?.close()
  uplink = undefined
  await broker.kill()
  store.close()
  rmSync(folder, { recursive: true })
})

function start(timing: Partial<UplinkTiming> = {}, server = broker.url): Uplink {
  uplink = startUplink({
    server,
    gateway: { id: 'gw-1', partition: '17' },
    login: () => ({ token: 'secret' }),
    outbox,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    state: () => ({ online: true, backlog: outbox.state().waiting.items }),
    configured: (config) => configured.push(config),
    commanded: (content) => commanded.push(content),
    storeFailed: (error) => {
      throw error
    },
    notUnderstood: (leaf, code) => notUnderstood.push(`${leaf} ${code}`),
    timing: { ...QUICK, ...timing },
  })
  return uplink
}

let made = 0
function append(count: number, lane: Lane = 'items'): string[] {
  const texts = Array.from({ length: count }, () => `${lane} ${made++}`)
  outbox.append(texts.map((text) => ({ lane, importance: 'normal', body: JSON.stringify(text) })))
  uplink?.appended(lane)
  return texts
}
const until = (check: () => void, timeout = 5_000) => vi.waitFor(check, { timeout, interval: 10 })
const empty = () => expect(outbox.state().waiting).toEqual({ items: 0, urgent: 0 })

describe('acknowledgement', () => {
  it('by PUBACK counts once the configuration says so, also for what was acknowledged before it came', async () => {
    const texts = append(3)
    start()
    await until(() => expect(broker.items('items')).toEqual(texts))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(outbox.state().waiting.items).toBe(3)
    await broker.publish(`${TOPIC}/config`, CONFIG, true)
    await until(empty)
    expect(configured).toEqual([CONFIG])
    const later = append(2)
    await until(() => expect(broker.items('items')).toEqual([...texts, ...later]))
    await until(empty)
    expect(broker.received.map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('by the server counts when the configuration says so or none has come, up to the number it names', async () => {
    start()
    for (let n = 0; n < 3; n++) {
      append(1)
      await until(() => expect(broker.received).toHaveLength(n + 1))
    }
    const { epoch } = outbox.state()
    await broker.publish(`${TOPIC}/ack`, { lane: 'items', epoch: '01JD7Z4QK2W3E5R6T7Y8V9B0NM', seq: 3 })
    await broker.publish(`${TOPIC}/ack`, { lane: 'items', epoch, seq: 2 })
    await until(() => expect(outbox.state().waiting.items).toBe(1))
    expect(outbox.next('items', 0)?.seq).toBe(3)
    await broker.publish(`${TOPIC}/ack`, { lane: 'items', epoch, seq: 3 })
    await until(empty)
  })

  it('of an alarm reaches the alarm’s own connection, both ways', async () => {
    start()
    append(1, 'urgent')
    await until(() => expect(broker.received).toHaveLength(1))
    await broker.publish(`${TOPIC}/ack`, { lane: 'urgent', epoch: outbox.state().epoch, seq: 1 })
    await until(empty)
    await broker.publish(`${TOPIC}/config`, CONFIG, true)
    append(1, 'urgent')
    await until(empty)
  })

  it('that the server does not give makes the gateway send again, the same items under the same number', async () => {
    start({ serverAck: 300 })
    const texts = append(2)
    await until(() => expect(broker.received).toHaveLength(2), 10_000)
    expect(broker.received[1]).toMatchObject({ lane: 'items', seq: 1, items: texts })
    expect(broker.connections.filter((id) => id === 'gw-1')).toHaveLength(1)
  })

  it('that no broker gives makes the gateway connect anew', async () => {
    await broker.publish(`${TOPIC}/config`, CONFIG, true)
    broker.hold = true
    start({ puback: { items: 300, urgent: 300 } })
    const texts = append(2)
    await until(() => expect(broker.connections.filter((id) => id === 'gw-1').length).toBeGreaterThan(1), 10_000)
    broker.release()
    await until(empty, 10_000)
    expect(broker.items('items')).toEqual(texts)
  })
})

describe('a connection that breaks', () => {
  it('in mid-flight costs nothing: the same messages come again, in order, and no others', async () => {
    await broker.publish(`${TOPIC}/config`, CONFIG, true)
    start()
    await until(() => expect(uplink?.connected()).toBe(true))
    broker.hold = true
    const texts = Array.from({ length: 5 }, () => append(3)).flat()
    await until(() => expect(broker.items('items')).toEqual(texts))
    const before = new Map(broker.received.map(({ seq, items }) => [seq, items]))
    broker.cut()
    broker.release()
    await until(empty)
    expect(broker.items('items')).toEqual(texts)
    for (const { seq, items } of broker.received) expect(items).toEqual(before.get(seq))
    const again = broker.received.slice(before.size).map(({ seq }) => seq)
    expect(again).toEqual([...again].sort((a, b) => a - b))
  })

  it('for as long as a broker is gone with a thousand items queued: all arrive when it is back', async () => {
    start()
    await until(() => expect(uplink?.connected()).toBe(true))
    await broker.kill()
    const texts = Array.from({ length: 1_000 }, () => append(1)).flat()
    await new Promise((resolve) => setTimeout(resolve, 300))
    await broker.start()
    await broker.publish(`${TOPIC}/config`, CONFIG, true)
    await until(empty)
    expect(broker.items('items')).toEqual(texts)
  })

  it('without a word is found out within one and a half keepalives', async () => {
    const proxy = await stallingProxy(broker.port)
    start({ keepalive: 1_000 }, `mqtt://127.0.0.1:${proxy.port}`)
    await until(() => expect(uplink?.connected()).toBe(true))
    const stalledAt = performance.now()
    proxy.stall()
    await until(() => expect(uplink?.connected()).toBe(false))
    expect(performance.now() - stalledAt).toBeLessThan(1_800)
    proxy.close()
  })

  it('because the broker refuses what is published is not made anew in a hurry', async () => {
    broker.refuse = true
    start({ retryFirst: 200, retryMost: 10_000 })
    append(1)
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const attempts = broker.connections.filter((id) => id === 'gw-1').length
    expect(attempts).toBeGreaterThan(1)
    expect(attempts).toBeLessThan(7)
    expect(outbox.state().waiting.items).toBe(1)
  })
})

describe('an alarm', () => {
  it('does not wait long for a broker that comes back', async () => {
    await broker.publish(`${TOPIC}/config`, CONFIG, true)
    start({ retryFirst: 100, retryMost: 60_000, retryMostAlarm: 200 })
    await until(() => expect(uplink?.connected()).toBe(true))
    await broker.kill()
    const [alarm] = append(1, 'urgent')
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    await broker.start()
    const backAt = performance.now()
    await until(() => expect(broker.items('urgent')).toEqual([alarm]))
    expect(performance.now() - backAt).toBeLessThan(1_000)
  })
})

describe('what is in flight', () => {
  it('is at most sixteen messages', async () => {
    broker.hold = true
    start()
    await until(() => expect(uplink?.connected()).toBe(true))
    for (let n = 0; n < 30; n++) append(1)
    await until(() => expect(broker.received).toHaveLength(16))
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(broker.received).toHaveLength(16)
    await broker.publish(`${TOPIC}/config`, CONFIG, true)
    broker.release()
    await until(empty)
    expect(broker.items('items')).toHaveLength(30)
    expect(broker.received.length).toBeLessThan(20)
  })

  it('holds up no alarm: it arrives while nothing else is acknowledged', async () => {
    append(5_000)
    start()
    await until(() => expect(broker.connections).toContain('gw-1:urgent'))
    broker.hold = true
    append(1)
    const [alarm] = append(1, 'urgent')
    await until(() => expect(broker.items('urgent')).toEqual([alarm]), 1_000)
  })
})

describe('the state', () => {
  it('is published on connecting, after a change, and says so when the gateway is cut off or leaves', async () => {
    const running = start()
    await until(() => expect(broker.states).toEqual([{ online: true, backlog: 0 }]))
    append(4)
    running.stateChanged()
    running.stateChanged()
    await until(() => expect(broker.states.at(-1)).toEqual({ online: true, backlog: 4 }))
    expect(broker.states).toHaveLength(2)
    broker.cut()
    await until(() => expect(broker.states[2]).toEqual({ online: false }))
    await until(() => expect(broker.states[3]).toMatchObject({ online: true }))
    await running.close()
    await until(() => expect(broker.states.slice(4)).toEqual([{ online: false }]))
  })

  it('comes again at each heartbeat', async () => {
    start({ heartbeat: 50 })
    await until(() => expect(broker.states.length).toBeGreaterThan(3))
  })
})

describe('what the server sends', () => {
  it('is refused without harm and told when it is not understood, and a later configuration is taken', async () => {
    start()
    await until(() => expect(uplink?.connected()).toBe(true))
    await broker.subscribed(`${TOPIC}/config`)
    for (const wrong of ['', '{', '[]', '{"devices":3}', '\u0000', 'null'])
      await broker.publish(`${TOPIC}/config`, wrong)
    await broker.publish(`${TOPIC}/ack`, '{"seq":"x"}')
    await broker.publish(`${TOPIC}/config`, CONFIG)
    await until(() => expect(configured).toEqual([CONFIG]))
    expect(broker.connections.filter((id) => id === 'gw-1')).toHaveLength(1)
    // What is empty is a retained message that was taken back. The lane of alarms may hear of the same.
    const codes = [
      'config not-json',
      'config schema',
      'config schema',
      'config not-json',
      'config schema',
      'ack schema',
    ]
    expect(notUnderstood).toEqual(expect.arrayContaining(codes))
    expect(notUnderstood.length).toBeGreaterThanOrEqual(codes.length)
  })

  it('as a command is handed on as it is, and answered on the result topic', async () => {
    const running = start()
    await until(() => expect(uplink?.connected()).toBe(true))
    await broker.subscribed(`${TOPIC}/command`)
    const id = '01JD7Z4QK2W3E5R6T7Y8V9B0NM'
    await broker.publish(`${TOPIC}/command`, { id, command: 'sing' })
    await until(() => expect(commanded).toEqual([{ id, command: 'sing' }]))
    running.answer({ id, status: 'refused', code: 'command-unknown' })
    await until(() => expect(broker.results).toEqual([{ id, status: 'refused', code: 'command-unknown' }]))
  })
})

/** A way to the broker on which, from `stall` on, nothing more comes through, though nothing is closed either. */
async function stallingProxy(port: number) {
  const sockets: Socket[] = []
  const server = createServer((near) => {
    const far = netConnect(port, '127.0.0.1')
    sockets.push(near, far)
    for (const socket of [near, far]) socket.on('error', () => {})
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    stall() {
      for (const socket of sockets) socket.unpipe().pause()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
