const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/**
 * A new key (ECDSA P-256, PKCS #8) and the request for a certificate for it, both PEM. The library is loaded when it is
 * needed: once a month.
 */
export async function newCertificateRequest(gateway: string): Promise<{ key: string; csr: string }> {
  const x509 = await import('./x509.ts')
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [gateway] }],
    keys,
    signingAlgorithm: ALGORITHM,
  })
  const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  return { key: `${key}\n`, csr: `${csr.toString('pem')}\n` }
}
