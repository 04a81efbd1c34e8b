import { createECDH } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createNetServer, type Server as NetServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inventedPersonalIdentity } from '@kotisilta/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { run } from '../harness/process.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

/** What nobody may read in a log, by what it is. */
const SECRETS = {
  'a key in a provider’s address': 'in-the-address-6031',
  'a provider’s token': 'of-a-provider-77195',
  'a provider’s secret for receipts': 'secret-of-receipts-4417',
  'a mail password': 'mail-password-90217',
  'a webhook’s secret': Buffer.from('a secret of a webhook, 32 bytes.').toString('base64'),
  'the watcher’s address': 'watcher-token-55082',
  'a browser’s address': 'endpoint-of-a-browser-38114',
  'a browser’s key': Buffer.from('sixteen of a key').toString('base64url'),
  'where a redirection leads': 'redirected-to-21960',
  'a nurse’s telephone': '358401234567',
  'a nurse’s mail address': 'aino.alanen@example.org',
  'a client’s name': 'Hilkka Salaperäinen',
  'a client’s telephone': '0449988776',
  'a client’s address': 'Piilopirtintie 9',
  'a client’s identity code': inventedPersonalIdentity('1938-05-17', 931),
  'an identity code that is none': '170538-931Å',
} as const
const IN_CONFIGURATION = 'not-json-password-66120'

/** How everybody at the other end behaves, one after the other. */
const CONDUCTS: readonly ((response: ServerResponse) => unknown)[] = [
  (response) => response.socket?.destroy(),
  (response) =>
    response.writeHead(302, { location: `http://127.0.0.1:9/${SECRETS['where a redirection leads']}` }).end(),
  (response) => response.writeHead(503).end(SECRETS['a provider’s token']),
  (response) => response.writeHead(400).end(`no such number: ${SECRETS['a nurse’s telephone']}`),
]
let conduct = 0
let http: Server
let smtp: NetServer
let folder: string
let region: Region
let cookie: string
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port

beforeAll(async () => {
  http = createServer((request, response) => {
    request.resume()
    CONDUCTS[conduct]?.(response)
  })
  // A mail server that quotes the password which it refuses (RFC 4954).
  smtp = createNetServer((socket) => {
    socket.on('error', () => {})
    socket.write('220 mail\r\n')
    socket.on('data', (line) => {
      if (/^EHLO/i.test(`${line}`)) socket.write('250-mail\r\n250 AUTH PLAIN\r\n')
      else socket.write(`535 5.7.8 no such password: ${SECRETS['a mail password']}\r\n`)
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
  const end = `http://127.0.0.1:${portOf(http)}`
  const provider = {
    url: `${end}/send?key=${SECRETS['a key in a provider’s address']}`,
    headers: { authorization: `Bearer ${SECRETS['a provider’s token']}` },
    body: { to: '{{to}}', text: '{{text}}' },
    receipt: {
      secret: SECRETS['a provider’s secret for receipts'],
      signatureHeader: 'x-signature',
      idPath: 'id',
      statusPath: 'status',
      delivered: ['delivered'],
      failed: ['failed'],
    },
  }
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-channels-'))
  const file = join(folder, 'channels.json')
  const settings = {
    sms: provider,
    voice: provider,
    email: {
      url: `smtp://kotisilta:${SECRETS['a mail password']}@127.0.0.1:${portOf(smtp)}`,
      from: 'kotisilta@example.org',
      requireTls: false,
    },
    webhooks: [{ name: 'ward', url: `${end}/hook`, secret: `whsec_${SECRETS['a webhook’s secret']}` }],
    push: { contact: 'mailto:kotisilta@example.org', services: [`127.0.0.1:${portOf(http)}`] },
    deadMansSwitch: { url: `${end}/ping/${SECRETS['the watcher’s address']}` },
  }
  writeFileSync(file, JSON.stringify(settings))
  region = await Region.open(1, { KOTISILTA_LOG_LEVEL: 'debug', KOTISILTA_CHANNELS_FILE: file })
  await region.addUser('kaisa', 'coordinator')
  cookie = await region.signIn()
  const p256dh = createECDH('prime256v1').generateKeys('base64url')
  const subscription = {
    endpoint: `${end}/push/${SECRETS['a browser’s address']}`,
    keys: { p256dh, auth: SECRETS['a browser’s key'] },
  }
  for (const contact of [
    { channel: 'sms', address: `+${SECRETS['a nurse’s telephone']}` },
    { channel: 'voice', address: `+${SECRETS['a nurse’s telephone']}` },
    { channel: 'email', address: SECRETS['a nurse’s mail address'] },
    { channel: 'webhook', address: 'ward' },
    { channel: 'push', label: 'Firefox', subscription },
  ]) {
    const { status } = await region.request(cookie, 'POST', '/api/v1/account/contacts', { language: 'fi', ...contact })
    expect(status, contact.channel).toBe(201)
  }
})
afterAll(async () => {
  await region?.close()
  smtp.close()
  http.closeAllConnections()
  http.close()
  rmSync(folder, { recursive: true })
})

const notSent = (channel: string) =>
  region.server
    .log()
    .split('\n')
    .filter((line) => line.includes('"not sent"') && line.includes(`"channel":"${channel}"`)).length

test('no address, key, password, number, name or identity code is in the logs of a run in which every way of telling people failed', async () => {
  for (conduct = 0; conduct < CONDUCTS.length; conduct++) {
    const channels = ['sms', 'voice', 'email', 'webhook', 'push']
    const before = channels.map(notSent)
    await region.request(cookie, 'POST', '/api/v1/account/delivery-test', { shift: false })
    await until(
      () => channels.every((channel, index) => notSent(channel) > (before[index] as number)),
      `nobody was reached on any way (${conduct})`,
      30_000,
    )
  }
  await until(() => region.server.log().includes('watcher-unreachable'), 'whoever watches is not reached', 20_000)
  // Receipts that nobody has signed, with a number in them.
  for (const body of [`{"id":"${SECRETS['a nurse’s telephone']}"`, '{"id":"1","status":"delivered"}']) {
    await fetch(`${region.url}/api/v1/receipts/sms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-signature': 'sha256=00' },
      body,
    })
  }

  const kaisa = await region.signIn('kaisa')
  const person = {
    area: 'default',
    name: SECRETS['a client’s name'],
    phone: SECRETS['a client’s telephone'],
    address: SECRETS['a client’s address'],
    personalIdentity: SECRETS['a client’s identity code'],
  }
  const ask = (path: string, body?: object) => region.request(kaisa, 'POST', `/api/v1${path}`, body)
  const added = await ask('/patients', person)
  expect(added.status).toBe(200)
  const { id } = added.body as { id: string }
  expect((await ask(`/patients/${id}/identity/reveal`)).status).toBe(200)
  expect((await ask('/patients', person)).status).toBe(409)
  const wrong = SECRETS['an identity code that is none']
  expect((await ask('/patients', { ...person, personalIdentity: wrong })).status).toBe(400)
  for (const query of ['q', 'name', 'identity']) {
    await region.request(kaisa, 'GET', `/api/v1/patients?${query}=${encodeURIComponent(SECRETS['a client’s name'])}`)
    await region.request(kaisa, 'GET', `/api/v1/patients/${encodeURIComponent(wrong)}?${query}=${wrong.slice(0, 10)}`)
  }
  await fetch(`${region.url}/api/v1/patients/import?dry=true&area=default`, {
    method: 'POST',
    headers: { cookie: kaisa, 'content-type': 'text/csv' },
    body: `name,personalIdentity,phone\n${SECRETS['a client’s name']},${wrong},${SECRETS['a client’s telephone']}\n"`,
  })
  const home = await TestGateway.connect(region.mqttUrl, region.fleet[0] as FleetGateway)
  await home.sos()
  await home.close()
  await region.server.stop()

  const logs = region.server.log()
  expect(logs.split('\n').filter((line) => line.includes('"not sent"')).length).toBeGreaterThanOrEqual(20)
  for (const [what, secret] of Object.entries(SECRETS)) {
    expect(secret.length, what).toBeGreaterThan(8)
    expect(logs.includes(secret), `${what} is in the logs`).toBe(false)
    expect(logs.includes(encodeURIComponent(secret)), `${what} is in the logs, encoded`).toBe(false)
  }
})

test('a file of settings that cannot be read is named, without a word of what is in it', async () => {
  const file = join(folder, 'broken.json')
  for (const text of [
    `{"email":{"url":${IN_CONFIGURATION}}}`,
    `{"sms":{"url":"ftp://${IN_CONFIGURATION}"},"webhooks":[{"name":"x","url":"http://a.b/${IN_CONFIGURATION}","secret":"${IN_CONFIGURATION}"}]}`,
  ]) {
    writeFileSync(file, text)
    const { code, stdout, stderr } = await run(['server', '--json'], {
      ...region.environment,
      KOTISILTA_CHANNELS_FILE: file,
    })
    expect(code).toBe(78)
    expect(stderr).toContain('broken.json')
    expect(`${stdout}${stderr}`).not.toContain(IN_CONFIGURATION)
    expect(`${stdout}${stderr}`).not.toContain(IN_CONFIGURATION.slice(0, 10))
  }
})
