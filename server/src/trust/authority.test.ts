import { type webcrypto, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fingerprintOf, openAuthority } from './authority.ts'
import { issuedAt } from './serial.ts'
import { serverNames } from './server-names.ts'
import * as x509 from './x509.ts'

const DAY = 24 * 60 * 60 * 1000
const NOW = Date.parse('2026-11-26T10:00:00.000Z')
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-authority-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (more: { passphrase?: string; names?: string[] } = {}) =>
  openAuthority({ folder, passphrase: more.passphrase, names: more.names ?? [], gatewayDays: 30 }, NOW)

type Algorithm = webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams

async function request(algorithm: Algorithm = ECDSA, name = 'CN=somebody-else') {
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm: algorithm })
  return csr.toString('pem')
}

test('the authority is made once, and its files are for their owner alone', async () => {
  const first = await open()
  await first.serverIdentity(NOW)
  for (const file of ['authority-key.pem', 'authority.pem', 'server.pem']) {
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
  }
  expect((await open()).fingerprint).toBe(first.fingerprint)
  expect(first.fingerprint).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(fingerprintOf(first.trusted)).toBe(first.fingerprint)
})

test('with a passphrase the key is encrypted where it lies, and a wrong one says what is the matter', async () => {
  await open({ passphrase: 'four words of some length' })
  expect(readFileSync(join(folder, 'authority-key.pem'), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY')
  await expect(open({ passphrase: 'another' })).rejects.toMatchObject({ code: 'authority-unreadable' })
  await expect(open()).rejects.toMatchObject({ code: 'authority-unreadable' })
  await open({ passphrase: 'four words of some length' })
})

describe('a gateway’s certificate', () => {
  test('bears the name that the server gave, whatever the request says, for thirty days and for clients only', async () => {
    const authority = await open()
    const issued = await authority.issue(await request(), 'gw-000001', NOW)
    const certificate = new X509Certificate(issued?.certificate as string)
    expect(certificate.subject).toBe('CN=gw-000001')
    expect(Date.parse(certificate.validTo)).toBe(NOW + 30 * DAY)
    expect(certificate.checkIssued(new X509Certificate(authority.trusted))).toBe(true)
    expect(certificate.verify(new X509Certificate(authority.trusted).publicKey)).toBe(true)
    expect(certificate.ca).toBe(false)
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
    expect(issuedAt(certificate.serialNumber)).toBe(NOW)
    expect(certificate.serialNumber.toLowerCase().padStart(32, '0')).toBe(issued?.serial)
  })

  test.each([
    ['no request at all', async () => 'hello'],
    [
      'a key of another kind',
      () =>
        request({
          name: 'RSASSA-PKCS1-v1_5',
          modulusLength: 2048,
          publicExponent: new Uint8Array([1, 0, 1]),
          hash: 'SHA-256',
        }),
    ],
    ['another curve', () => request({ name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-256' })],
    [
      'a request whose signature does not fit its key',
      async () => {
        const [mine, other] = await Promise.all([request(), request()])
        const bytes = Buffer.from(x509.PemConverter.decodeFirst(mine))
        const key = Buffer.from(new x509.Pkcs10CertificateRequest(mine).publicKey.rawData)
        Buffer.from(new x509.Pkcs10CertificateRequest(other).publicKey.rawData).copy(bytes, bytes.indexOf(key))
        return x509.PemConverter.encode(bytes, 'CERTIFICATE REQUEST')
      },
    ],
  ])('is not given for %s', async (_, csr) => {
    expect(await (await open()).issue(await csr(), 'gw-000001', NOW)).toBeUndefined()
  })
})

describe('the server’s certificate', () => {
  test('is kept while it is good, and made anew when a third of its time is left or its names change', async () => {
    const authority = await open({ names: ['hub.example.fi', '192.0.2.7'] })
    const first = await authority.serverIdentity(NOW)
    expect(new X509Certificate(first.certificate).subjectAltName).toContain('DNS:hub.example.fi, IP Address:192.0.2.7')
    expect((await authority.serverIdentity(NOW + 264 * DAY)).certificate).toBe(first.certificate)
    expect((await authority.serverIdentity(NOW + 265 * DAY)).certificate).not.toBe(first.certificate)
    const renamed = await open({ names: ['hub.example.org'] })
    expect(new X509Certificate((await renamed.serverIdentity(NOW)).certificate).subjectAltName).toContain(
      'hub.example.org',
    )
  })

  test('bears each name once, addresses as addresses', () => {
    expect(serverNames(['Hub.Example.fi ', '', '::1'], ['::1', 'localhost'])).toEqual([
      { type: 'dns', value: 'hub.example.fi' },
      { type: 'ip', value: '::1' },
      { type: 'dns', value: 'localhost' },
    ])
  })
})
