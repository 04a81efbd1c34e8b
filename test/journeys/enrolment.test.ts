import { X509Certificate } from 'node:crypto'
import { statSync } from 'node:fs'
import { connect as tlsConnect } from 'node:tls'
import type { GatewaySummary } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import mqtt from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { EnrolledGateway, NO_RETRY, offer } from '../harness/enrolled.ts'
import { TestGateway } from '../harness/gateway.ts'
import { start } from '../harness/process.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
let technician: string
beforeAll(async () => {
  region = await Region.open(4)
  await region.addUser('teppo', 'technician')
  technician = await region.signIn('teppo')
})
afterAll(() => region.close())

const opened: EnrolledGateway[] = []
afterEach(() => {
  for (const gateway of opened.splice(0)) gateway.close()
})
async function enrolled(gateway: string): Promise<EnrolledGateway> {
  const made = await EnrolledGateway.of(region, technician, gateway)
  opened.push(made)
  return made
}
const bare = () => {
  const made = new EnrolledGateway()
  opened.push(made)
  return made
}
const summary = async (gateway: string): Promise<GatewaySummary> =>
  ((await region.request(technician, 'GET', '/api/v1/gateways')).body as GatewaySummary[]).find(
    ({ id }) => id === gateway,
  ) as GatewaySummary
const fleet = (index: number) => region.fleet[index] as FleetGateway

describe('enrolment by a one-time code', () => {
  test('the gateway makes its key, gets thirty days in its own name, and its token is void', async () => {
    const gateway = await enrolled('gw-000001')
    expect(statSync(gateway.file).mode & 0o777).toBe(0o600)
    const certificate = new X509Certificate(gateway.identity.certificate)
    expect(certificate.subject).toBe('CN=gw-000001')
    expect(Math.round((Date.parse(certificate.validTo) - Date.now()) / 86_400_000)).toBe(30)
    expect(gateway.identity).toMatchObject({
      partition: fleet(0).partition,
      server: `mqtts://127.0.0.1:${region.server.ready.mqtts}`,
    })
    await expect(TestGateway.connect(region.mqttUrl, fleet(0))).rejects.toThrow()
    expect((await summary('gw-000001')).certificateEnds).toBe(new Date(Date.parse(certificate.validTo)).toISOString())
  })

  test('a code is good once: another key with the same code is refused', async () => {
    const { code } = await offer(region, technician, 'gw-000002')
    expect(await bare().enroll(region.url, code)).toMatchObject({ code: 0 })
    const again = await bare().enroll(region.url, code.toLowerCase().replace('-', ' '))
    expect(again.code).toBe(1)
    expect(again.stderr).toContain('code is wrong, used or too old')
  })

  test('a newer code makes the older one void, an old one is void by itself, and no code lies in the database', async () => {
    const first = await offer(region, technician, 'gw-000002')
    const second = await offer(region, technician, 'gw-000002')
    expect(await bare().enroll(region.url, first.code)).toMatchObject({ code: 1 })
    const database = await openDatabase(region.dataDir)
    const rows = await database.query
      .selectFrom('enrolment_code')
      .selectAll()
      .where('gateway', '=', 'gw-000002')
      .execute()
    expect(rows).toHaveLength(1)
    const stored = Buffer.from(rows[0]?.code_hash as Uint8Array)
    expect(stored).toHaveLength(32)
    expect(stored.toString('latin1')).not.toContain(second.code.replace('-', ''))
    await database.query
      .updateTable('enrolment_code')
      .set({ expires_at: Date.now() - 1 })
      .execute()
    await database.close()
    expect(await bare().enroll(region.url, second.code)).toMatchObject({ code: 1 })
  })

  test('a nurse may not make codes, nor see gateways', async () => {
    const nurse = await region.signIn()
    for (const [method, path] of [
      ['GET', '/api/v1/gateways'],
      ['GET', '/api/v1/gateways/homes'],
      ['POST', '/api/v1/gateways/gw-000001/codes'],
      ['POST', '/api/v1/gateways/gw-000001/revocation'],
    ] as const) {
      expect(await region.request(nurse, method, path)).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    }
  })
})

describe('MQTT over TLS', () => {
  test('the gateway needs nothing but its identity, and says over TLS how it is', async () => {
    const gateway = await enrolled('gw-000003')
    const running = await start<{ localMqtt: number }>(['gateway', '--json'], {
      KOTISILTA_DATA_DIR: gateway.folder,
      KOTISILTA_LOCAL_MQTT_PORT: '0',
      KOTISILTA_RADIO: 'none',
    })
    await until(async () => (await summary('gw-000003')).online, 'the gateway is online over TLS')
    expect((await summary('gw-000003')).state).toMatchObject({ backlog: 0, radio: 'none' })
    await running.stop()
    await until(async () => !(await summary('gw-000003')).online, 'the gateway is offline')
  })

  test('TLS 1.3 is what two of ours speak, 1.2 is let in, 1.1 is not', async () => {
    const { key, certificate: cert, authority: ca } = (await enrolled('gw-000003')).identity
    const protocol = (maxVersion: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') =>
      new Promise<string | null>((resolve, reject) => {
        const socket = tlsConnect({
          port: region.server.ready.mqtts,
          host: '127.0.0.1',
          key,
          cert,
          ca,
          maxVersion,
          minVersion: maxVersion === 'TLSv1.1' ? 'TLSv1.1' : 'TLSv1.2',
          ...(maxVersion === 'TLSv1.1' && { ciphers: 'DEFAULT@SECLEVEL=0' }),
        })
        socket.on('error', reject)
        socket.on('secureConnect', () => {
          resolve(socket.getProtocol())
          socket.destroy()
        })
      })
    expect(await protocol('TLSv1.3')).toBe('TLSv1.3')
    expect(await protocol('TLSv1.2')).toBe('TLSv1.2')
    await expect(protocol('TLSv1.1')).rejects.toThrow()
  })

  test('nobody gets in without a certificate, with one of another authority, or under another’s name', async () => {
    const gateway = await enrolled('gw-000003')
    const { server, authority: ca } = gateway.identity
    const { token } = fleet(3)
    const withToken = { clientId: 'gw-000004', username: 'gw-000004', password: token, ca, reconnectPeriod: 0 }
    await expect(mqtt.connectAsync(server, withToken, NO_RETRY)).rejects.toThrow()
    const other = await Region.open(1)
    try {
      await other.addUser('teppo', 'technician')
      const stranger = await EnrolledGateway.of(other, await other.signIn('teppo'), 'gw-000001')
      opened.push(stranger)
      const { certificate: cert, key } = stranger.identity
      await expect(gateway.connect({ cert, key, clientId: 'gw-000001' })).rejects.toThrow()
    } finally {
      await other.close()
    }
    await expect(gateway.connect({ clientId: 'gw-000004' })).rejects.toThrow(/Identifier rejected/)
    for (const code of ['certificate-missing', 'certificate-untrusted', 'client-id-wrong']) {
      await until(() => region.server.log().includes(code), `${code} is in the log`)
    }
  })

  test('a server with another authority is not believed', async () => {
    const gateway = await enrolled('gw-000003')
    const other = await Region.open(1)
    try {
      const { key, cert, clientId } = {
        key: gateway.identity.key,
        cert: gateway.identity.certificate,
        clientId: 'gw-000003',
      }
      const elsewhere = `mqtts://127.0.0.1:${other.server.ready.mqtts}`
      await expect(
        mqtt.connectAsync(elsewhere, { key, cert, ca: gateway.identity.authority, clientId, reconnectPeriod: 0 }),
      ).rejects.toThrow(/certificate/)
    } finally {
      await other.close()
    }
  })
})

// Last, because it uses up what this address may try in a minute.
test('guessing is slowed down', async () => {
  const statuses = new Set<number>()
  for (let guess = 0; guess < 15; guess++) {
    const code = `AAAAAAAA${String(guess).padStart(2, '0')}`
    statuses.add((await region.request('', 'POST', '/api/v1/gateways/enrolment', { code, csr: 'x' })).status)
  }
  expect(statuses).toEqual(new Set([403, 429]))
})
