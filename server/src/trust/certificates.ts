import type { webcrypto } from 'node:crypto'
import type { Milliseconds } from '@kotisilta/contract'
import { newSerial } from './serial.ts'
import * as x509 from './x509.ts'

/** ECDSA on P-256: what every TLS stack and every hardware key store of a small computer knows. */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** RFC 5280, 4.2.1.12: what a certificate may be used for in TLS. */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

/** A certificate and its private key, both PEM; the key is PKCS #8 and not encrypted. */
export interface Identity {
  certificate: string
  key: string
}

export interface Validity {
  from: Milliseconds
  until: Milliseconds
}

/** An authority that has signed itself, for certificates of its own and none below those (RFC 5280, 4.2.1.9). */
export async function newAuthority(name: string, { from, until }: Validity): Promise<Identity> {
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(from),
    name: [{ CN: [name] }],
    notBefore: new Date(from),
    notAfter: new Date(until),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: pem(certificate), key: await keyPem(keys.privateKey) }
}

/** A certificate for a server that is reached under these names: DNS names and IP addresses. */
export async function newServerIdentity(
  authority: Identity,
  names: readonly { type: 'dns' | 'ip'; value: string }[],
  validity: Validity,
): Promise<Identity> {
  const keys = await newKeys()
  const certificate = await signed(authority, validity, {
    name: 'kotisilta',
    publicKey: new x509.PublicKey(await crypto.subtle.exportKey('spki', keys.publicKey)),
    usage: SERVER_AUTH,
    serial: newSerial(validity.from),
    more: [new x509.SubjectAlternativeNameExtension([...names])],
  })
  return { certificate, key: await keyPem(keys.privateKey) }
}

/** A client certificate whose common name is `name`; whatever else the request asks for is left out. */
export async function signClient(
  authority: Identity,
  request: { name: string; publicKey: x509.PublicKey; serial: string },
  validity: Validity,
): Promise<string> {
  return signed(authority, validity, { ...request, usage: CLIENT_AUTH, more: [] })
}

/** The key of a certificate request that its sender has shown to hold; undefined if it is none, or of another kind. */
export async function requestedKey(csr: string): Promise<x509.PublicKey | undefined> {
  try {
    const request = new x509.Pkcs10CertificateRequest(csr)
    const { name, namedCurve } = request.publicKey.algorithm as { name: string; namedCurve?: string }
    if (name !== 'ECDSA' || namedCurve !== 'P-256') return undefined
    return (await request.verify()) ? request.publicKey : undefined
  } catch {
    return undefined
  }
}

async function signed(
  authority: Identity,
  { from, until }: Validity,
  asked: { name: string; publicKey: x509.PublicKey; usage: string; serial: string; more: x509.Extension[] },
): Promise<string> {
  const issuer = new x509.X509Certificate(authority.certificate)
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: asked.serial,
    subject: [{ CN: [asked.name] }],
    issuer: issuer.subject,
    notBefore: new Date(from),
    notAfter: new Date(until),
    signingAlgorithm: ALGORITHM,
    publicKey: asked.publicKey,
    signingKey: await crypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(authority.key), ALGORITHM, false, [
      'sign',
    ]),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([asked.usage]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      ...asked.more,
    ],
  })
  return pem(certificate)
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>

const keyPem = async (key: webcrypto.CryptoKey): Promise<string> =>
  `${x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`

const pem = (certificate: x509.X509Certificate): string => `${certificate.toString('pem')}\n`
