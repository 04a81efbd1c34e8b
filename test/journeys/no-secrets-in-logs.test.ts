import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EnrolledGateway, offer } from '../harness/enrolled.ts'
import { TestGateway } from '../harness/gateway.ts'
import { MqttSocket } from '../harness/mqtt-socket.ts'
import { start } from '../harness/process.ts'
import { type FleetGateway, PASSWORD, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

const PASSPHRASE = 'kuusi sanaa joita kukaan ei arvaa'

let region: Region
beforeAll(async () => {
  region = await Region.open(3, { KOTISILTA_LOG_LEVEL: 'debug', KOTISILTA_AUTHORITY_PASSPHRASE: PASSPHRASE })
  await region.addUser('teppo', 'technician')
  await region.addUser('anna', 'administrator')
})
afterAll(() => region.close())

/** The lines of a key or certificate, which would give it away one by one. */
const linesOf = (pem: string) => pem.split('\n').filter((line) => line.length > 30 && !line.startsWith('-----'))

test('no token, password, code, key, cookie or name is in the logs of a run in which each was used rightly and wrongly', async () => {
  const secrets = new Map<string, string>([
    ['password', PASSWORD],
    ['passphrase', PASSPHRASE],
    ['a name', 'Asiakas 000002'],
  ])
  const cookies = await Promise.all(['aino', 'teppo', 'anna'].map((name) => region.signIn(name)))
  for (const [index, cookie] of cookies.entries()) secrets.set(`cookie ${index}`, cookie.slice(cookie.indexOf('=') + 1))
  const [nurse, technician, administrator] = cookies as [string, string, string]
  await region.request(nurse, 'GET', '/api/v1/patients')
  await region.request('', 'POST', '/api/v1/session', { username: 'aino', password: 'wrong-password-8842' })
  secrets.set('a wrong password', 'wrong-password-8842')

  const { code } = await offer(region, technician, 'gw-000001')
  secrets.set('a code', code).set('a code as typed', code.replace('-', ''))
  const enrolled = new EnrolledGateway()
  expect(await enrolled.enroll(region.url, code)).toMatchObject({ code: 0 })
  expect(await enrolled.enroll(region.url, code)).toMatchObject({ code: 1 })
  for (const [index, line] of linesOf(enrolled.identity.key).entries()) secrets.set(`gateway key, line ${index}`, line)
  const running = await start(['gateway', '--json'], {
    KOTISILTA_DATA_DIR: enrolled.folder,
    KOTISILTA_LOCAL_MQTT_PORT: '0',
    KOTISILTA_RADIO: 'none',
    KOTISILTA_LOG_LEVEL: 'debug',
  })
  await until(() => running.log().includes('connected to the server'), 'the gateway is connected')
  await running.stop()

  const { token, gateway: id } = region.fleet[1] as FleetGateway
  secrets.set('a gateway’s token', token)
  const plain = await TestGateway.connect(region.mqttUrl, region.fleet[1] as FleetGateway)
  await plain.send([{ kind: 'heart-rate', value: 70, unit: '/min' }])
  await plain.sendRaw(plain.topic('items'), '{')
  await plain.close()
  const wrong = await MqttSocket.open(region.server.ready.mqtt)
  expect(await wrong.connect({ clientId: id, username: id, password: `${token}x` })).toBe(4)

  const made = await region.request(administrator, 'POST', '/api/v1/tokens', {
    name: 'Robotti',
    scopes: ['read-gateways'],
    days: 1,
  })
  const apiToken = (made.body as { token: string }).token
  secrets.set('an integrator’s token', apiToken)
  for (const bearer of [apiToken, `${apiToken}x`]) {
    await fetch(`${region.url}/api/v1/gateways`, { headers: { authorization: `Bearer ${bearer}` } })
    await fetch(`${region.url}/api/v1/items`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      body: '{',
    })
  }
  await region.server.stop()
  for (const file of ['authority-key.pem', 'server.pem']) {
    const text = readFileSync(join(region.dataDir, 'authority', file), 'utf8').replaceAll('\\n', '\n')
    for (const [index, line] of linesOf(text).entries())
      if (line.length < 70) secrets.set(`${file}, line ${index}`, line)
  }

  const logs = region.server.log() + running.log()
  expect(logs.length).toBeGreaterThan(1_000)
  expect(secrets.size).toBeGreaterThan(12)
  for (const [what, secret] of secrets) {
    expect(secret.length, what).toBeGreaterThan(8)
    expect(logs.includes(secret), `${what} is in the logs`).toBe(false)
  }
  enrolled.close()
})
