/**
 * `npm test`: everything, in the order in which a fault is cheapest to find: checks, build, then the tiers of tests.
 * A tier whose engine is missing is skipped with the line that installs it, and counts as failed where CI says so.
 * The last line is `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, findEngine } from './harness/engines.ts'

interface Tier {
  /** Played together, so that no processor waits for the other's last file. */
  projects: string[]
  needs: Engine[]
}

const TIERS: Tier[] = [
  { projects: ['unit', 'dashboard'], needs: [] },
  { projects: ['journeys', 'suites', 'faults'], needs: ['dbus-daemon'] },
  { projects: ['browser'], needs: ['chromium', 'dbus-daemon'] },
]

/** A file waits for timers and other processes a third of its time and more, and leaves room for another. */
const AT_A_TIME = Math.ceil(availableParallelism() * 1.5)

const strict = process.env.CI === 'true'
const folder = mkdtempSync(join(tmpdir(), 'kotisilta-test-'))
let passed = 0
let failed = 0

const step = (name: string, command: string, ...args: string[]): void => {
  const ok = spawnSync(command, args, { stdio: 'inherit' }).status === 0
  if (ok) passed++
  else failed++
  console.log(`${ok ? '✓' : '✗'} ${name}`)
}

step('check', process.execPath, 'test/check.ts')
step('dashboard build', 'node_modules/.bin/vite', 'build', 'dashboard', '--logLevel', 'warn')
step('bundle', process.execPath, 'tools/bundle.ts')

for (const { projects, needs } of TIERS) {
  const name = projects.join(' and ')
  const missing = needs.map(findEngine).filter((engine) => engine.path === undefined)
  if (missing.length > 0) {
    for (const { name: engine, install } of missing)
      console.log(`SKIPPED ${name}: ${engine} is missing. To install it: ${install}`)
    if (strict) failed++
    continue
  }
  const report = join(folder, `${projects.join('-')}.json`)
  const { status } = spawnSync(
    'node_modules/.bin/vitest',
    [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      `--maxWorkers=${AT_A_TIME}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { stdio: 'inherit' },
  )
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    numTodoTests = 0,
  } = counts as Record<string, number>
  passed += numPassedTests
  failed += numFailedTests + (strict ? numPendingTests + numTodoTests : 0)
  // A tier that ended badly though no test failed, or that found no test at all, has failed.
  if (numFailedTests === 0 && (status !== 0 || numPassedTests === 0)) failed++
}

rmSync(folder, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
