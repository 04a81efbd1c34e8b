import { expect, test } from 'vitest'
import { judgeAdvisories } from '../../tools/audit/judge-advisories.ts'
import { checkLicences, fits } from '../../tools/audit/licences.ts'

const TODAY = '2026-11-26'
const advisory = (id: string) => ({ url: `https://github.com/advisories/${id}`, title: 'bad', severity: 'high' })
const answer = (...ids: string[]) => ({
  vulnerabilities: {
    left: { name: 'left', severity: 'high', via: ids.map(advisory) },
    right: { name: 'right', severity: 'high', via: ['left'] },
  },
})
const allowed = (id: string, until: string) => ({
  advisory: id,
  package: 'left',
  looked: TODAY,
  until,
  why: 'not used',
})

test('an advisory that nobody has looked at is a fault, and counted once for all who lean on the package', () => {
  expect(judgeAdvisories(answer('GHSA-aaaa'), [], TODAY)).toEqual({
    answered: true,
    packages: 2,
    unknown: ['GHSA-aaaa left (high): bad'],
    stale: [],
  })
})

test.each([
  ['2026-11-25', 1],
  ['2026-11-26', 0],
  ['2026-11-27', 0],
])('one that was allowed until %s leaves %d faults of each kind today', (until, faults) => {
  const judged = judgeAdvisories(answer('GHSA-aaaa'), [allowed('GHSA-aaaa', until)], TODAY)
  expect(judged.answered && [judged.unknown.length, judged.stale.length]).toEqual([faults, faults])
})

test('what is allowed and not there any more has to go from the list', () => {
  const judged = judgeAdvisories({ vulnerabilities: {} }, [allowed('GHSA-aaaa', '2099-01-01')], TODAY)
  expect(judged.answered && judged.stale).toEqual(['GHSA-aaaa left (until 2099-01-01)'])
})

test('a registry that does not offer the question is no clean answer', () => {
  expect(judgeAdvisories({ message: '405 Method Not Allowed' }, [], TODAY)).toEqual({
    answered: false,
    why: '405 Method Not Allowed',
  })
  expect(judgeAdvisories(undefined, [], TODAY).answered).toBe(false)
})

test('of licences one side of an OR is enough, and both sides of an AND are needed', () => {
  expect(fits('(MIT OR GPL-3.0)')).toBe(true)
  expect(fits('MIT AND GPL-3.0')).toBe(false)
  for (const bad of ['GPL-3.0', 'AGPL-3.0-only', 'SSPL-1.0', 'UNLICENSED', 'SEE LICENSE IN x', undefined]) {
    expect(fits(bad), bad).toBe(false)
  }
})

test('a package that is shipped may not have what a tool may', () => {
  const entry = { integrity: 'sha512-x', license: 'CC-BY-4.0' }
  expect(checkLicences({ 'node_modules/a': { ...entry, dev: true } }).faults).toEqual([])
  expect(checkLicences({ 'node_modules/a': entry }).faults).toEqual(['node_modules/a: CC-BY-4.0 (shipped)'])
  const { license: _none, ...silent } = entry
  expect(checkLicences({ 'node_modules/a': silent }).faults).toEqual(['node_modules/a: no licence is named (shipped)'])
})
