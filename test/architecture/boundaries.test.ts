import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const WORKSPACES = ['contract', 'device-profiles', 'gateway', 'server', 'simulators']
const planted: string[] = []
afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file)
})

const cruise = (...targets: string[]) =>
  spawnSync(join(ROOT, 'node_modules/.bin/depcruise'), ['--config', '.dependency-cruiser.cjs', ...targets], {
    cwd: ROOT,
    encoding: 'utf8',
  }).stdout

/** A file that breaks a rule, for as long as the test runs; named so that no other tool minds it. */
function plant(folder: string, text: string): string {
  mkdirSync(join(ROOT, folder), { recursive: true })
  const file = join(ROOT, folder, 'planted-by-a-test.ts')
  writeFileSync(file, text)
  planted.push(file)
  return join(folder, 'planted-by-a-test.ts')
}

test.each([
  ['a gateway that knows the server', 'gateway/src', `export * from '@kotisilta/server'\n`, 'gateway-knows-only'],
  [
    'a profile that reads files',
    'device-profiles/src',
    `export { readFileSync } from 'node:fs'\n`,
    'profiles-have-no-input',
  ],
  [
    'detection that knows the database',
    'server/src/detection',
    `export * from '../database/open.ts'\n`,
    'pure-server-code',
  ],
])('the check catches %s', (_, folder, text, rule) => {
  expect(cruise(plant(folder, text))).toContain(rule)
})

/** Pure code is handed the time and the numbers that it needs. */
const PURE = [
  'server/src/detection',
  'server/src/alerts/lifecycle.ts',
  'server/src/ingest/accept.ts',
  'gateway/src/collect',
  'device-profiles/src',
]
const IMPURE = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bsetTimeout\(|\bfetch\(/

function sources(path: string): string[] {
  const full = join(ROOT, path)
  if (path.endsWith('.ts')) return [full]
  const entries = readdirSync(full, { recursive: true, encoding: 'utf8' })
  return entries
    .filter((name) => /\.ts$/.test(name) && !/\.(test|suite|fixture)\.ts$/.test(name))
    .map((name) => join(full, name))
}

test.each(PURE)('%s asks nobody for the time', (path) => {
  const files = sources(path)
  expect(files.length).toBeGreaterThan(0)
  expect(files.filter((file) => IMPURE.test(readFileSync(file, 'utf8')))).toEqual([])
})

test('no file of the product speaks of where it was made', () => {
  const files = spawnSync('git', ['ls-files', ...WORKSPACES, 'dashboard', 'docs', 'bin', 'bench', 'test', '*.md'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .stdout.trim()
    .split('\n')
    .filter((file) => /\.(ts|tsx|md|json|css|html)$/.test(file) && file !== 'test/architecture/boundaries.test.ts')
  expect(files.length).toBeGreaterThan(100)
  const telltale = /\.\.\/shared\/|\/work\/main|registry\.npmjs|helper-\d/
  expect(files.filter((file) => telltale.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([])
})
