import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { vouchedFor } from '../uplink/tls-stream.ts'
import { type GatewayIdentity, writeIdentity } from './identity-file.ts'
import { renewAt, startRenewal } from './renewal.ts'
import { type TestAuthority, testAuthority } from './test-authority.fixture.ts'

const DAY = 24 * 60 * 60 * 1000

let authority: TestAuthority
let folder: string
let server: Server
let asked: unknown[]
let answer: (body: { csr: string }) => Promise<{ status: number; body: unknown }>
beforeEach(async () => {
  authority = await testAuthority()
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-renewal-'))
  asked = []
  answer = async ({ csr }) => ({
    status: 200,
    body: {
      certificate: await authority.sign(csr, 'gw-1', Date.now(), Date.now() + 30 * DAY),
      authority: authority.pem,
    },
  })
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    request.on('end', async () => {
      asked.push(JSON.parse(text))
      const { status, body } = await answer(JSON.parse(text))
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

async function identity(from: number, until: number): Promise<GatewayIdentity> {
  const { certificate, key } = await authority.identity('gw-1', from, until)
  const { port } = server.address() as { port: number }
  return {
    gateway: 'gw-1',
    partition: '17',
    server: 'mqtts://127.0.0.1:8883',
    certificate,
    key,
    authority: authority.pem,
    enrolledAt: `http://127.0.0.1:${port}`,
    vouchedBy: 'system',
  }
}

/** Starts a renewal that looks every 20 ms. */
function renewing(first: GatewayIdentity) {
  const file = join(folder, 'identity.json')
  writeIdentity(file, first)
  const renewed: GatewayIdentity[] = []
  const renewal = startRenewal({
    identity: first,
    file,
    log: pino({ level: 'silent' }),
    renewed: (next) => renewed.push(next),
    every: 20,
  })
  return { file, renewed, close: () => renewal.close() }
}

describe('the renewal of a certificate', () => {
  it('is due with a third of its time left, not before', async () => {
    const now = Math.floor(Date.now() / 1000) * 1000
    const { certificate } = await identity(now - 20 * DAY, now + 10 * DAY)
    expect(renewAt(certificate)).toBe(now)
    const early = renewing(await identity(now - 19 * DAY, now + 11 * DAY))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(asked).toEqual([])
    early.close()
  })

  it('brings a new key and certificate into the file, for the owner alone, and the rest stays', async () => {
    const first = await identity(Date.now() - 25 * DAY, Date.now() + 5 * DAY)
    const { file, renewed, close } = renewing(first)
    await vi.waitFor(() => expect(renewed).toHaveLength(1))
    close()
    const kept = JSON.parse(readFileSync(file, 'utf8')) as GatewayIdentity
    expect(kept).toEqual(renewed[0])
    expect({ ...kept, key: first.key, certificate: first.certificate }).toEqual(first)
    expect(kept.key).not.toBe(first.key)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(asked).toHaveLength(1)
  })

  it('is tried again until it succeeds, and what is no answer to it changes nothing', async () => {
    const good = answer
    const wrong: (typeof answer)[] = [
      async () => ({ status: 503, body: { code: 'storage-full' } }),
      async () => ({ status: 200, body: { hello: 'world' } }),
      // For somebody else.
      async ({ csr }) => ({
        status: 200,
        body: {
          certificate: await authority.sign(csr, 'gw-2', Date.now(), Date.now() + DAY),
          authority: authority.pem,
        },
      }),
    ]
    answer = (body) => (wrong.shift() ?? good)(body)
    const first = await identity(Date.now() - 25 * DAY, Date.now() - DAY)
    const { file, renewed, close } = renewing(first)
    await vi.waitFor(() => expect(renewed).toHaveLength(1), 5_000)
    close()
    expect(asked).toHaveLength(4)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ gateway: 'gw-1' })
  })
})

describe('a server whose certificate is looked at while the gateway’s clock has never been set', () => {
  const shown = async (...names: string[]) =>
    new X509Certificate((await authority.serverIdentity(names, Date.now(), Date.now() + DAY)).certificate)

  it('is believed if the authority has signed it for that name, whatever the time', async () => {
    expect(vouchedFor(await shown('hub.example.fi', '127.0.0.1'), 'hub.example.fi', authority.pem)).toBe(true)
    expect(vouchedFor(await shown('hub.example.fi', '127.0.0.1'), '127.0.0.1', authority.pem)).toBe(true)
  })

  it('is not believed under another name, by another authority, or with a gateway’s certificate', async () => {
    expect(vouchedFor(await shown('hub.example.fi'), 'hub.example.org', authority.pem)).toBe(false)
    expect(vouchedFor(await shown('hub.example.fi'), 'hub.example.fi', (await testAuthority()).pem)).toBe(false)
    const client = await authority.identity('hub.example.fi', Date.now(), Date.now() + DAY)
    expect(vouchedFor(new X509Certificate(client.certificate), 'hub.example.fi', authority.pem)).toBe(false)
  })
})
