/**
 * The audit of dependencies, apart from the main install: licences (from the lock, without a network), what the
 * registry knows of them (where it is asked at all), and the bill of materials. Exits with 1 on a fault; where the
 * registry does not answer, it says so and exits with 0, or with 1 if KOTISILTA_AUDIT_REQUIRED is set.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Allowed, judgeAdvisories } from './audit/judge-advisories.ts'
import { checkLicences, type LockedPackage } from './audit/licences.ts'

const ROOT = join(import.meta.dirname, '..')
const MOST_OUTPUT = 256 * 1024 * 1024
const faults: string[] = []
const say = (line: string) => process.stdout.write(`${line}\n`)
const json = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
const npm = (...asked: string[]) =>
  spawnSync('npm', asked, { cwd: ROOT, encoding: 'utf8', maxBuffer: MOST_OUTPUT, stdio: ['ignore', 'pipe', 'pipe'] })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const { packages } = json('package-lock.json') as { packages: Record<string, LockedPackage> }
const licences = checkLicences(packages)
say(`licences: ${licences.checked} packages looked at, ${licences.shipped} of them shipped`)
if (licences.checked === 0) faults.push('licences: the lock names no packages')
faults.push(...licences.faults.map((fault) => `licence does not fit: ${fault}`))

const asked = npm('audit', '--omit=dev', '--json')
const judged = judgeAdvisories(
  parsed(asked.stdout),
  json('.ci/audit-allowed.json') as Allowed[],
  new Date().toISOString().slice(0, 10),
)
if (!judged.answered) {
  say(`advisories: NOT LOOKED AT. The registry does not answer \`npm audit\`: ${judged.why}`)
  say('advisories: run this where the public registry or one with an audit endpoint is reached (npm config registry).')
  if (process.env.KOTISILTA_AUDIT_REQUIRED) faults.push('advisories: the registry was to be asked and did not answer')
} else {
  say(`advisories: ${judged.packages} packages are concerned, ${judged.unknown.length} advisories nobody has looked at`)
  faults.push(...judged.unknown.map((advisory) => `advisory: ${advisory}`))
  faults.push(...judged.stale.map((entry) => `allowed no longer or for nothing: ${entry}; see .ci/audit-allowed.json`))
}

const bill = npm('sbom', '--sbom-format', 'cyclonedx', '--package-lock-only')
const { components = [] } = (parsed(bill.stdout) ?? {}) as { components?: unknown[] }
if (bill.status === 0 && components.length > 0) {
  writeFileSync(join(ROOT, 'sbom.cdx.json'), bill.stdout)
  say(`bill of materials: sbom.cdx.json, ${components.length} components`)
} else {
  faults.push(`bill of materials: ${bill.stderr.trim() || 'it is empty'}`)
}

for (const fault of faults) say(fault)
process.exitCode = faults.length === 0 ? 0 : 1
