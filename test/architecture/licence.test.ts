import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkLicences, type LockedPackage } from '../../tools/audit/licences.ts'

const ROOT = join(import.meta.dirname, '../..')

test('LICENSE is the EUPL 1.2, word for word', () => {
  const { licenseText } = createRequire(import.meta.url)('spdx-license-list/licenses/EUPL-1.2.json') as {
    licenseText: string
  }
  expect(licenseText.length).toBeGreaterThan(10_000)
  expect(readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim()).toBe(licenseText.trim())
})

test('every package of the lock has a licence that fits', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  const { checked, shipped, faults } = checkLicences(packages)
  expect(checked).toBeGreaterThan(200)
  expect(shipped).toBeGreaterThan(100)
  expect(faults).toEqual([])
})
