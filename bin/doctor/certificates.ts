import { X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Milliseconds } from '@kotisilta/contract'
import { type Finding, fault, ok, warning } from './finding.ts'

const DAY = 24 * 60 * 60 * 1000
const SOON = 21 * DAY

/** Every certificate that lies in the data folder. */
export function certificateFindings(dataDir: string, now: Milliseconds): Finding[] {
  const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(pem|crt|cert)$/.test(name),
  )
  return files.flatMap((name) => {
    const text = readFileSync(join(dataDir, name), 'utf8')
    if (!text.includes('BEGIN CERTIFICATE')) return []
    const { validTo, subject } = new X509Certificate(text)
    const left = Date.parse(validTo) - now
    const says = `${name} (${subject.replaceAll('\n', ', ')}) is valid until ${validTo}`
    const remedy = 'Renew it and restart the server.'
    if (left < 0) return [fault('certificate', says, remedy)]
    return [left < SOON ? warning('certificate', says, remedy) : ok('certificate', says)]
  })
}
