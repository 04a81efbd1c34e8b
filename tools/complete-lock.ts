/**
 * Completes package-lock.json after a change of dependencies.
 *
 * A registry mirror may lack the binaries of platforms that nobody here runs; npm then leaves them out of the lock
 * and `npm ci` refuses it. Each missing optional platform package gets an entry with its version and platform and
 * nothing else, which is all that `npm ci` needs in order to skip it.
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface LockedPackage {
  version?: string
  optional?: boolean
  dev?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

const OPERATING_SYSTEM = /(android|darwin|win32|freebsd|openbsd|netbsd|sunos|aix|openharmony|linux)/
const PROCESSOR = /(arm64|x64|ia32|arm|ppc64|riscv64|s390x|loong64|mips64el|wasm32)/

/** The places in which npm looks for `name` from the package at `path`, nearest first. */
function lookupPaths(path: string, name: string): string[] {
  const places: string[] = []
  for (let base = path; ; ) {
    places.push(`${base === '' ? '' : `${base}/`}node_modules/${name}`)
    if (base === '') return places
    const parent = base.lastIndexOf('node_modules/')
    base = parent > 0 ? base.slice(0, parent - 1) : ''
  }
}

function platformEntry(name: string, version: string, parent: LockedPackage): LockedPackage {
  const os = OPERATING_SYSTEM.exec(name)?.[1]
  const cpu = PROCESSOR.exec(name)?.[1]
  return {
    version,
    optional: true,
    ...(parent.dev && { dev: true }),
    ...(cpu !== undefined && { cpu: [cpu] }),
    ...(os !== undefined && { os: [os] }),
    ...(name.includes('musl') && { libc: ['musl'] }),
  }
}

const file = process.argv[2] ?? 'package-lock.json'
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> }
let added = 0
for (const [path, locked] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(locked.optionalDependencies ?? {})) {
    if (lookupPaths(path, name).some((place) => lock.packages[place] !== undefined)) continue
    if (!/^\d/.test(version)) continue
    lock.packages[`node_modules/${name}`] = platformEntry(name, version, locked)
    added++
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${file}: ${added} platform packages added`)
