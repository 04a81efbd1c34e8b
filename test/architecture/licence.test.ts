import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

test('LICENSE is the EUPL 1.2, word for word', () => {
  const { licenseText } = createRequire(import.meta.url)('spdx-license-list/licenses/EUPL-1.2.json') as {
    licenseText: string
  }
  expect(licenseText.length).toBeGreaterThan(10_000)
  expect(readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim()).toBe(licenseText.trim())
})

/** Licences that can be combined with the EUPL 1.2 in what we ship, and those of tools that are not shipped. */
const FITTING =
  /^\(?(MIT|MIT-0|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0|CC0-1\.0|Unlicense|BlueOak-1\.0\.0|MPL-2\.0|Python-2\.0|CC-BY-4\.0|CC-BY-3\.0|Zlib|EUPL-1\.2|WTFPL|MIT\/X11|MIT,Apache2)( (OR|AND) [\w.-]+)*\)?$/

test('every package that is installed has a licence that fits', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { link?: boolean; version?: string; license?: string }>
  }
  const installed = Object.entries(lock.packages).filter(
    ([path, { license }]) => path.startsWith('node_modules/') && license !== undefined,
  )
  expect(installed.length).toBeGreaterThan(200)
  expect(
    installed
      .filter(([, { license }]) => !FITTING.test(license as string))
      .map(([path, { license }]) => `${path}: ${license}`),
  ).toEqual([])
})
