import { request as httpRequest } from 'node:http'
import { createConnection } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GatewayStatus } from './status.ts'
import { type StatusPage, startStatusPage } from './status-page.ts'
import { languageOf } from './status-words.ts'

const status = (): GatewayStatus => ({
  gateway: 'gw-000001',
  server: 'hub.example.org:8883',
  connected: false,
  at: '2026-11-26T08:00:00.000Z',
  waiting: { items: 12, urgent: 1, bytes: 4_000 },
  oldest: '2026-11-26T07:00:00.000Z',
  memory: 70_000_000,
  state: {
    online: true,
    version: '0.1.0',
    clock: 'unsynchronised',
    radio: 'deaf',
    disk: 'ok',
    devices: [{ device: 'ble:<script>', battery: 81, lastSeen: '2026-11-26T07:59:00.000Z', rssi: -61 }],
  },
})

let page: StatusPage
let time = 0
beforeEach(async () => {
  time = 0
  page = await startStatusPage({ host: '127.0.0.1', port: 0, timeZone: () => 'Europe/Helsinki' }, status, () => time)
})
afterEach(() => page.close())

const get = (path: string, more: RequestInit = {}) => fetch(`http://127.0.0.1:${page.port}${path}`, more)
/** `fetch` does not let one say another host. */
const statusFor = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port: page.port, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject)
    asked.end()
  })
/** What comes back for bytes as they are, until the other side ends. */
const raw = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    let said = ''
    const socket = createConnection(page.port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (data) => {
      said += String(data)
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(said))
  })

describe('the status page', () => {
  it.each([
    ['fi-FI,fi;q=0.9', 'Yhteys palvelimeen', 'EI yhteyttä'],
    ['sv', 'Förbindelse till servern', 'INGEN förbindelse'],
    ['de, en;q=0.5', 'Connection to the server', 'NOT connected'],
  ])('tells in the reader’s language (%s) what is not as it should be', async (language, what, bad) => {
    const response = await get('/', { headers: { 'accept-language': language } })
    const html = await response.text()
    for (const said of [what, bad, '13', '81 %', '-61 dBm', '0.1.0']) expect(html).toContain(said)
  })

  it('lets nothing run, sets no cookie, and writes out what a device calls itself', async () => {
    const response = await get('/')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    const html = await response.text()
    expect(html).not.toContain('<script')
    expect(html).toContain('ble:&lt;script&gt;')
  })

  it('can be read only, and there is nothing else', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await get('/', { method })).status, method).toBe(405)
    }
    for (const path of ['/../gateway.sqlite', '/identity.json', '/status.json?x', '//', '/%2e%2e/identity.json']) {
      expect((await get(path)).status, path).toBe(404)
    }
    const json = (await (await get('/status.json')).json()) as GatewayStatus
    expect(json.waiting.items).toBe(12)
    expect((await get('/', { method: 'HEAD' })).status).toBe(200)
  })

  it('tells a page of another name nothing', async () => {
    expect(await statusFor('evil.example.org')).toBe(421)
    expect(await statusFor('evil.example.org:80')).toBe(421)
    expect(await statusFor('127.0.0.1.evil.org')).toBe(421)
    expect(await statusFor('localhost')).toBe(200)
    expect(await statusFor('192.168.1.20:8088')).toBe(200)
  })

  it('answers no more than so many in a minute, and then again', async () => {
    const codes = new Set<number>()
    for (let asked = 0; asked < 130; asked++) codes.add((await get('/', { method: 'HEAD' })).status)
    expect([...codes]).toEqual([200, 429])
    time = 60_000
    expect((await get('/')).status).toBe(200)
  })

  it('ends with who says too much, nonsense or nothing, and goes on with the others', async () => {
    const silent = raw('')
    expect(await raw(`GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'a'.repeat(9_000)}\r\n\r\n`)).not.toContain('200 OK')
    expect(await raw('\u0000\u0001\u0002 nonsense\r\n\r\n')).not.toContain('200 OK')
    expect(await raw('GET / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999999\r\n\r\n')).toContain(
      'connection: close',
    )
    expect((await get('/')).status).toBe(200)
    expect(await silent).not.toContain('200 OK')
  }, 20_000)
})

it('whatever a browser says it reads, one of three languages comes of it', () => {
  expect([undefined, '', '*', 'zh', 'fi;q=0, sv', 'en-US,en', 'q', ';;;,,,', 'fi;q=x'].map(languageOf)).toEqual([
    'fi',
    'fi',
    'fi',
    'fi',
    'sv',
    'en',
    'fi',
    'fi',
    'fi',
  ])
})
