import { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Milliseconds } from '@kotisilta/contract'
import { type Finding, fault, ok, warning } from './finding.ts'

const DAY = 24 * 60 * 60 * 1000
const SOON = 21 * DAY
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/

/** Every certificate that lies in the data folder. */
export function certificateFindings(dataDir: string, now: Milliseconds): Finding[] {
  const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(pem|crt|cert)$/.test(name),
  )
  return files.flatMap((name) => {
    // The server's own lies in JSON, beside its key: its lines end as JSON has them.
    const [first] = readFileSync(join(dataDir, name), 'utf8').replaceAll('\\n', '\n').match(CERTIFICATE) ?? []
    return first === undefined ? [] : [findingOf(name, first, now)]
  })
}

function findingOf(name: string, text: string, now: Milliseconds): Finding {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(text)
  } catch {
    return fault(
      'certificate',
      `${name} holds none that can be read`,
      'Put it back from a backup, and restart the server.',
    )
  }
  const { validTo, subject } = certificate
  const left = Date.parse(validTo) - now
  const says = `${name} (${subject.replaceAll('\n', ', ')}) is valid until ${validTo}`
  const remedy = 'Renew it and restart the server.'
  if (left < 0) return fault('certificate', says, remedy)
  return left < SOON ? warning('certificate', says, remedy) : ok('certificate', says)
}
