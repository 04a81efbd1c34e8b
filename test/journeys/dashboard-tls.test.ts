import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EnrolledGateway } from '../harness/enrolled.ts'
import { start } from '../harness/process.ts'
import { PASSWORD, Region } from '../harness/region.ts'

/** Of whoever reads the server's figures. */
const FIGURES = 'figures-for-prometheus'
let region: Region
let ca: string
beforeAll(async () => {
  region = new Region({
    KOTISILTA_HTTPS: 'own',
    KOTISILTA_TLS_NAMES: 'hub.example.fi',
    KOTISILTA_METRICS_TOKEN: FIGURES,
  })
  await region.provision(1)
  await region.addUser('teppo', 'technician')
  await region.addUser('aino', 'on-call')
  await region.startServer()
  ca = readFileSync(join(region.dataDir, 'authority', 'authority.pem'), 'utf8')
})
afterAll(() => region.close())

interface Answer {
  status: number | undefined
  headers: NodeJS.Dict<string | string[]>
  body: string
}

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const url = `https://127.0.0.1:${region.server.ready.http}${path}`
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const asking = request(url, { method, ca, headers: { ...json, ...headers } }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }))
    })
    asking.on('error', reject)
    asking.end(body === undefined ? undefined : JSON.stringify(body))
  })
const signIn = async (username: string) => {
  const answer = await ask('POST', '/api/v1/session', { username, password: PASSWORD })
  return { answer, cookie: (answer.headers['set-cookie'] as string[])[0] as string }
}

test('over TLS the dashboard says so for a year, its cookie is Secure, and the live feed comes the same way', async () => {
  const { answer, cookie } = await signIn('aino')
  expect(answer.status).toBe(200)
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  expect(cookie).toMatch(/^__Host-.*; Secure/)
  expect(cookie).toMatch(/; HttpOnly/)
  const feed = io(`https://127.0.0.1:${region.server.ready.http}/on-call`, {
    ca,
    extraHeaders: { cookie: cookie.split(';')[0] as string },
    transports: ['websocket'],
    reconnection: false,
  } as Parameters<typeof io>[1])
  await new Promise<void>((resolve, reject) => {
    feed.on('synchronised', () => resolve())
    feed.on('connect_error', reject)
  })
  feed.close()
})

test('plain HTTP gets nothing there', async () => {
  await expect(fetch(`http://127.0.0.1:${region.server.ready.http}/healthz`)).rejects.toThrow()
})

test('a gateway enrols by the fingerprint that the technician was shown, and by no other', async () => {
  const { cookie } = await signIn('teppo')
  const offered = await ask('POST', '/api/v1/gateways/gw-000001/codes', undefined, { cookie })
  const { code, authority } = JSON.parse(offered.body) as { code: string; authority: string }
  const gateway = new EnrolledGateway()
  const url = `https://127.0.0.1:${region.server.ready.http}`
  expect((await gateway.enroll(url, code)).stderr).toContain('server-unreachable')
  const wrong = await gateway.enroll(url, code, '--authority', '0000-0000-0000-0000-0000')
  expect(wrong.stderr).toContain('authority-not-found')
  expect(await gateway.enroll(url, code, '--authority', authority.toLowerCase())).toMatchObject({ code: 0 })
  expect(gateway.identity).toMatchObject({ gateway: 'gw-000001', vouchedBy: 'authority', enrolledAt: url })
  expect(new X509Certificate(gateway.identity.certificate).subject).toBe('CN=gw-000001')
  const running = await start(['gateway', '--json'], {
    KOTISILTA_DATA_DIR: gateway.folder,
    KOTISILTA_LOCAL_MQTT_PORT: '0',
    KOTISILTA_RADIO: 'none',
  })
  await running.stop()
  gateway.close()
})

test('figures are for this machine and for the token: what a proxy has passed on is refused, and nothing secret is told', async () => {
  const passedOn = { 'x-forwarded-for': '203.0.113.9' }
  expect((await ask('GET', '/metrics')).body).toContain('kotisilta_items_total')
  for (const refused of [
    await ask('GET', '/metrics', undefined, passedOn),
    await ask('GET', '/metrics', undefined, { forwarded: 'for=203.0.113.9' }),
    await ask('GET', '/metrics', undefined, { ...passedOn, authorization: 'Bearer another-token-altogether' }),
  ]) {
    expect(refused.status).toBe(403)
    expect(refused.body).not.toContain('kotisilta_')
  }
  const withToken = { ...passedOn, authorization: `Bearer ${FIGURES}` }
  expect((await ask('GET', '/metrics', undefined, withToken)).status).toBe(200)
  expect(JSON.parse((await ask('GET', '/healthz', undefined, passedOn)).body)).toEqual({ alive: true })
  expect(JSON.parse((await ask('GET', '/readyz', undefined, passedOn)).body)).toEqual({ ready: true, troubles: [] })
})
