import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, connect as netConnect, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { type ConfigMessage, systemClock } from '@kotisilta/contract'
import pino from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { testAuthority } from '../identity/test-authority.fixture.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { sqliteOutbox } from '../outbox/sqlite-outbox.ts'
import { openStore, type Store } from '../store/store.ts'
import { TestBroker } from './broker.fixture.ts'
import type { Login } from './broker-link.ts'
import { startUplink, type Uplink } from './uplink.ts'

const DAY = 86_400_000
const CONFIG: ConfigMessage = { devices: [], acknowledge: 'puback', timeZone: 'Europe/Helsinki' }

let folder: string
let store: Store
let outbox: Outbox
let broker: TestBroker
let uplink: Uplink | undefined
let front: Front | undefined
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-second-way-'))
  store = openStore(join(folder, 'gateway.sqlite'), 0)
  outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
  broker = await new TestBroker().start()
  await broker.publish('kotisilta/v1/17/gw-1/config', CONFIG, true)
})
afterEach(async () => {
  await uplink?.close()
  uplink = undefined
  front?.close()
  await broker.kill()
  store.close()
  rmSync(folder, { recursive: true })
})

/** What stands before the broker: every connection is taken, and some are carried on late, or never. */
class Front {
  readonly sockets: Socket[] = []
  readonly #server: Server
  /** How late what the broker says arrives. */
  delay = 0

  constructor(server: Server) {
    this.#server = server
  }

  static async plain(): Promise<Front> {
    return new Front(createServer()).#listen('connection')
  }

  static async secure(identity: { certificate: string; key: string }, authority: string): Promise<Front> {
    const { certificate: cert, key } = identity
    return new Front(createTlsServer({ cert, key, ca: authority, requestCert: true })).#listen('secureConnection')
  }

  async #listen(event: string): Promise<Front> {
    this.#server.on(event, (near: Socket) => this.#carry(near))
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  #carry(near: Socket): void {
    const far = netConnect(broker.port, '127.0.0.1')
    this.sockets.push(near, far)
    for (const socket of [near, far]) socket.on('error', () => {})
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.pipe(far)
    far.on('data', (chunk) => {
      const { delay } = this
      if (delay === 0) near.write(chunk)
      else setTimeout(() => near.destroyed || near.write(chunk), delay)
    })
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port
  }

  /** What stands is lost on the way; nobody hears of it. */
  forget(): void {
    for (const socket of this.sockets) socket.unpipe().pause()
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy()
    this.#server.close()
  }
}

function start(server: string, login: Login = { token: 'secret' }): void {
  uplink = startUplink({
    server,
    gateway: { id: 'gw-1', partition: '17' },
    login: () => login,
    outbox,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    state: () => ({ online: true, backlog: 0 }),
    configured: () => {},
    commanded: () => {},
    storeFailed: (error) => {
      throw error
    },
    notUnderstood: () => {},
  })
}

let made = 0
function alarm(): string {
  const text = `alarm ${made++}`
  outbox.append([{ lane: 'urgent', importance: 'vital', body: JSON.stringify(text) }])
  uplink?.appended('urgent')
  return text
}
const until = (check: () => void, timeout = 10_000) => vi.waitFor(check, { timeout, interval: 10 })
const urgentConnections = () => broker.connections.filter((id) => id === 'gw-1:urgent').length
const isThere = () => until(() => expect(urgentConnections()).toBe(1))

it('is not tried without an alarm, however silent the connection', async () => {
  front = await Front.plain()
  start(`mqtt://127.0.0.1:${front.port}`)
  await isThere()
  front.forget()
  const before = front.sockets.length
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(front.sockets).toHaveLength(before)
})

it('over TLS, too, takes the place of a connection that was forgotten on the way, and the server is known by its name', async () => {
  const authority = await testAuthority()
  const [from, end] = [Date.now() - DAY, Date.now() + DAY]
  front = await Front.secure(await authority.serverIdentity(['localhost'], from, end), authority.pem)
  start(`mqtts://localhost:${front.port}`, {
    ...(await authority.identity('gw-1', from, end)),
    authority: authority.pem,
  })
  await isThere()
  front.forget()
  const pressed = performance.now()
  const text = alarm()
  await until(() => expect(broker.items('urgent')).toEqual([text]))
  expect(performance.now() - pressed).toBeLessThan(4_000)
  await until(() => expect(outbox.state().waiting.urgent).toBe(0))
})

it('leaves a server that is only slow alone, once it has learnt how slow', async () => {
  front = await Front.plain()
  front.delay = 1_500
  start(`mqtt://127.0.0.1:${front.port}`)
  await until(() => expect(urgentConnections()).toBeGreaterThan(0))
  const first = alarm()
  await until(() => expect(outbox.state().waiting.urgent).toBe(0), 20_000)
  const learnt = urgentConnections()
  expect(learnt).toBeLessThanOrEqual(4)
  const second = alarm()
  await until(() => expect(outbox.state().waiting.urgent).toBe(0), 20_000)
  expect(urgentConnections()).toBe(learnt)
  expect(broker.items('urgent')).toEqual([first, second])
})
