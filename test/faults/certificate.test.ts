import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GatewaySummary } from '@kotisilta/contract'
import { newCertificateRequest } from '@kotisilta/gateway'
import { openAuthority, openDatabase } from '@kotisilta/server'
import type { MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { EnrolledGateway } from '../harness/enrolled.ts'
import { start } from '../harness/process.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

const SECONDS = 1 / 86_400

let region: Region
let technician: string
let gateway: EnrolledGateway
beforeAll(async () => {
  region = await Region.open(2)
  await region.addUser('teppo', 'technician')
  technician = await region.signIn('teppo')
  gateway = await EnrolledGateway.of(region, technician, 'gw-000001')
})
afterAll(async () => {
  gateway.close()
  await region.close()
})
const clients: MqttClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true)
})

/** A certificate of the server's own authority that ends so many seconds from now, made behind the server's back. */
async function endingIn(seconds: number): Promise<{ certificate: string; key: string }> {
  const folder = join(region.dataDir, 'authority')
  const authority = await openAuthority(
    { folder, passphrase: undefined, names: [], gatewayDays: seconds * SECONDS },
    Date.now(),
  )
  const { key, csr } = await newCertificateRequest('gw-000001')
  const issued = await authority.issue(csr, 'gw-000001', Date.now())
  return { key, certificate: issued?.certificate as string }
}
const connect = async (more: Parameters<EnrolledGateway['connect']>[0] = {}) => {
  const client = await gateway.connect(more)
  clients.push(client)
  return client
}
const closed = (client: MqttClient) => new Promise<void>((resolve) => client.once('close', () => resolve()))
const summary = async () =>
  ((await region.request(technician, 'GET', '/api/v1/gateways')).body as GatewaySummary[]).find(
    ({ id }) => id === 'gw-000001',
  ) as GatewaySummary

describe('fault 32: certificate expired or revoked: warned early, revoked refused', () => {
  test('one that has ended is refused with a code, and the technician is told', async () => {
    const { certificate: cert, key } = await endingIn(-60)
    await expect(connect({ cert, key })).rejects.toThrow(/Not authorized/)
    await until(
      async () => (await summary()).findings.some(({ code }) => code === 'certificate-expired'),
      'the gateways page tells it',
      20_000,
    )
  })

  test('one that ends while it is connected is cut off', async () => {
    const { certificate: cert, key } = await endingIn(6)
    const client = await connect({ cert, key })
    await closed(client)
    await expect(connect({ cert, key })).rejects.toThrow(/Not authorized/)
  })

  test('one that will end within a week is told beforehand, also after a restart', async () => {
    const database = await openDatabase(region.dataDir)
    await database.query
      .updateTable('gateway_certificate')
      .set({ not_after: Date.now() + 3 * 86_400_000 })
      .execute()
    await database.close()
    await region.server.stop()
    await region.startServer()
    technician = await region.signIn('teppo')
    await until(
      async () => (await summary()).findings.some(({ code }) => code === 'certificate-ending'),
      'the gateways page tells it',
      20_000,
    )
    const seen = await region.request(technician, 'DELETE', '/api/v1/gateways/gw-000001/findings/certificate-ending')
    expect(seen).toMatchObject({ status: 200 })
    expect((await summary()).findings.map(({ code }) => code)).not.toContain('certificate-ending')
  })

  test('the gateway renews by itself, also when its certificate has ended, and gets in with the new one', async () => {
    const { identity } = gateway
    writeFileSync(gateway.file, JSON.stringify({ ...identity, ...(await endingIn(-60)), enrolledAt: region.url }))
    const running = await start(['gateway', '--json'], {
      KOTISILTA_DATA_DIR: gateway.folder,
      KOTISILTA_LOCAL_MQTT_PORT: '0',
      KOTISILTA_RADIO: 'none',
    })
    await until(async () => (await summary()).online, 'it is online', 30_000)
    expect(gateway.identity.key).not.toBe(identity.key)
    expect(running.log()).toContain('certificate renewed')
    await running.stop()
  })

  test('without the key there is no renewal', async () => {
    const { certificate } = gateway.identity
    const { csr } = await newCertificateRequest('gw-000001')
    const request = { certificate, csr, at: new Date().toISOString(), signature: Buffer.alloc(70).toString('base64') }
    expect(await region.request('', 'POST', '/api/v1/gateways/renewal', request)).toMatchObject({
      status: 403,
      body: { code: 'certificate-refused' },
    })
  })

  test('revoked, both its living connections end at once, and neither comes back, nor is it renewed', async () => {
    const both = [await connect(), await connect({ clientId: 'gw-000001:urgent' })]
    const ended = Promise.all(both.map(closed))
    const before = performance.now()
    expect(await region.request(technician, 'POST', '/api/v1/gateways/gw-000001/revocation')).toMatchObject({
      status: 200,
    })
    await ended
    expect(performance.now() - before).toBeLessThan(5_000)
    await expect(connect()).rejects.toThrow(/Not authorized/)
    expect(await summary()).toMatchObject({ online: false, certificateEnds: null, revokedAt: expect.any(String) })
    expect(region.server.log()).toContain('certificate-revoked')

    const running = await start(['gateway', '--json'], {
      KOTISILTA_DATA_DIR: gateway.folder,
      KOTISILTA_LOCAL_MQTT_PORT: '0',
      KOTISILTA_RADIO: 'none',
    })
    await until(() => running.log().includes('Not authorized'), 'the gateway says that it is refused', 30_000)
    await running.stop()
  })

  test('enrolled anew it gets in again, and what was revoked stays out', async () => {
    const { certificate: cert, key } = gateway.identity
    const again = await EnrolledGateway.of(region, technician, 'gw-000001')
    clients.push(await again.connect())
    await expect(connect({ cert, key })).rejects.toThrow(/Not authorized/)
    expect(await summary()).toMatchObject({ online: true, revokedAt: null })
    again.close()
  })
})
