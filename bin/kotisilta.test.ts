import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const SOURCES = [
  'contract/src',
  'device-profiles/src',
  'gateway/src',
  'server/src',
  'simulators/src',
  'tools',
  'bin/dist',
]
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kotisilta-'))
  for (const folder of [...SOURCES, 'path']) mkdirSync(join(root, folder), { recursive: true })
  for (const file of [
    'package-lock.json',
    'tools/bundle.ts',
    'server/src/hub.ts',
    'bin/kotisilta.ts',
    'bin/dist/kotisilta.js',
  ])
    writeFileSync(join(root, file), '')
  cpSync(join(import.meta.dirname, 'kotisilta'), join(root, 'bin/kotisilta'))
  // Says which file it is to run.
  const node = join(root, 'path/node')
  writeFileSync(node, '#!/bin/sh\n[ "$1" = -p ] && echo 24 || echo "$3"\n')
  chmodSync(node, 0o755)
  const before = new Date(Date.now() - 60_000)
  for (const path of execFileSync('find', [root], { encoding: 'utf8' }).trim().split('\n'))
    utimesSync(path, before, before)
})

afterEach(() => rmSync(root, { recursive: true }))

const started = (): string =>
  execFileSync(join(root, 'bin/kotisilta'), { encoding: 'utf8', env: { PATH: `${root}/path:${process.env.PATH}` } })
    .trim()
    .replace(`${root}/`, '')

const bundle = (): void => writeFileSync(join(root, 'bin/dist/made'), '')

const touch = (path: string): void => {
  const later = new Date(Date.now() + 60_000)
  utimesSync(join(root, path), later, later)
}

test('the program is its source where no bundle has been made', () => {
  expect(started()).toBe('bin/kotisilta.ts')
})

test('the program is the bundle while no source is newer', () => {
  bundle()
  expect(started()).toBe('bin/dist/kotisilta.js')
})

test.each(['server/src/hub.ts', 'bin/kotisilta.ts', 'package-lock.json', 'tools/bundle.ts'])(
  'a bundle that is older than %s is left alone',
  (path) => {
    bundle()
    touch(path)
    expect(started()).toBe('bin/kotisilta.ts')
  },
)

test('where the sources are not all there, nothing says that the bundle is theirs', () => {
  bundle()
  rmSync(join(root, 'gateway/src'), { recursive: true })
  expect(started()).toBe('bin/kotisilta.ts')
})
