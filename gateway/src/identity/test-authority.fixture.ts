import { isIP } from 'node:net'
import { newCertificateRequest } from './certificate-request.ts'
import * as x509 from './x509.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

export interface TestAuthority {
  pem: string
  sign(csr: string, name: string, from: number, until: number): Promise<string>
  identity(name: string, from: number, until: number): Promise<{ certificate: string; key: string }>
  serverIdentity(names: readonly string[], from: number, until: number): Promise<{ certificate: string; key: string }>
}

/** An authority like the server's, for the gateway's own tests. */
export async function testAuthority(): Promise<TestAuthority> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Test',
    notBefore: new Date(0),
    notAfter: new Date('2100-01-01T00:00:00Z'),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  })

  async function signed(csr: string, name: string, from: number, until: number, extensions: x509.Extension[]) {
    const certificate = await x509.X509CertificateGenerator.create({
      subject: [{ CN: [name] }],
      issuer: own.subject,
      notBefore: new Date(from),
      notAfter: new Date(until),
      signingAlgorithm: ALGORITHM,
      publicKey: new x509.Pkcs10CertificateRequest(csr).publicKey,
      signingKey: keys.privateKey,
      extensions,
    })
    return `${certificate.toString('pem')}\n`
  }
  const usage = (purpose: string) => new x509.ExtendedKeyUsageExtension([purpose])
  const sign: TestAuthority['sign'] = (csr, name, from, until) =>
    signed(csr, name, from, until, [usage(x509.ExtendedKeyUsage.clientAuth)])

  return {
    pem: `${own.toString('pem')}\n`,
    sign,
    async identity(name, from, until) {
      const { key, csr } = await newCertificateRequest(name)
      return { key, certificate: await sign(csr, name, from, until) }
    },
    async serverIdentity(names, from, until) {
      const { key, csr } = await newCertificateRequest('server')
      const alternatives = names.map((value) => ({
        type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const),
        value,
      }))
      const extensions = [
        usage(x509.ExtendedKeyUsage.serverAuth),
        new x509.SubjectAlternativeNameExtension(alternatives),
      ]
      return { key, certificate: await signed(csr, 'server', from, until, extensions) }
    },
  }
}
