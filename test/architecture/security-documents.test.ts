import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const DOCUMENTS = ['docs/security.md', 'docs/access.md', 'docs/data-protection.md', 'docs/sign-in.md'].concat(
  globSync('docs/security/*.md', { cwd: ROOT }),
)
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const TESTS = globSync('{contract,device-profiles,gateway,server,bin,test}/**/*.{test,suite}.ts', {
  cwd: ROOT,
  exclude: (name) => name === 'node_modules',
})

/** Links to files of ours, as they stand in the text, from where the document lies. */
const linksOf = (file: string) =>
  [...text(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.split('#')[0] as string)
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => ({ target, path: join(ROOT, dirname(file), target) }))

/** Files that are named between backticks by their path from the root. */
const pathsOf = (file: string) =>
  [...text(file).matchAll(/`((?:test|server|gateway|contract|tools|bin|docs|dashboard)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  )

/** A test as a table names it: `sign-in.test`, `trust/authority.test`, `access/`. */
const isTest = (name: string) =>
  name.endsWith('/')
    ? TESTS.some((file) => file.includes(`/${name}`))
    : TESTS.some((file) => `/${file}`.endsWith(`/${name}.ts`))

test('whatever the security documents link to is there', () => {
  const links = DOCUMENTS.flatMap((file) => linksOf(file).map((link) => ({ file, ...link })))
  expect(links.length).toBeGreaterThan(5)
  expect(links.filter(({ path }) => !existsSync(path)).map(({ file, target }) => `${file}: ${target}`)).toEqual([])
  const named = DOCUMENTS.flatMap((file) => pathsOf(file).map((path) => ({ file, path })))
  expect(named.length).toBeGreaterThan(10)
  const missing = named.filter(({ path }) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.ts`)))
  expect(missing.map(({ file, path }) => `${file}: ${path}`)).toEqual([])
})

test('every line of the table of ASVS names a test that there is, or says in a word why there is none', () => {
  const WHY = /^(design|operator|accepted|n\/a|open|bench|Dockerfile|verify-audit)$/
  const numbers = TESTS.flatMap((file) => [...text(file).matchAll(/bad input ((?:\d+(?:, )?)+):/g)])
  const badInput = new Set(numbers.flatMap(([, listed = '']) => listed.split(', ').map(Number)))
  const isGood = (part: string) => {
    if (WHY.test(part)) return true
    const [, number] = /^(?:bad input )?(\d+)$/.exec(part) ?? []
    return number === undefined ? isTest(part) : badInput.has(Number(number))
  }
  const rows = text('docs/security/asvs.md')
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
  expect(rows.length).toBeGreaterThan(200)
  const lastOf = (row: string) => (row.split('|').at(-2) ?? '').replaceAll('`', '').trim()
  expect(rows.filter((row) => !lastOf(row).split(/[;,] /).every(isGood))).toEqual([])
})
