import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { API_SCOPES } from '@kotisilta/contract'
import { PATIENT_ACTIONS, WORK_ACTIONS } from '@kotisilta/server'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

/** Where a source says what is written in the access log, or something that looks like it. */
const SAID = [
  /\baction: ([^,\n}]*)/g,
  /\bconst (?:action|decision)\b[^=\n]*= ([^\n]*)/g,
  /\b(?:looking|working|looked|logged|seen|told)\(([^()]*)\)/g,
]
/** Codes that look like it and are something else: what the policy is asked, and what is done with a message. */
const OTHER: ReadonlySet<string> = new Set([
  ...Object.keys(PATIENT_ACTIONS),
  ...Object.keys(WORK_ACTIONS),
  ...API_SCOPES,
  'ask-second-person',
  'take-warning',
  'see-notice',
  'shift-test',
  'end-overdue',
  'test-confirmed',
])
/** Actions that are put together: `patient-${...}`; each with what there is of them. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  alert: ['acknowledge', 'assign', 'hand-back', 'snooze', 'note', 'resolve'],
  'technical-alert': ['acknowledge', 'hand-back', 'resolve'],
  'area-plan': ['proposed', 'approved', 'declined', 'withdrawn'],
  plan: ['approved', 'declined', 'withdrawn'],
  task: ['claim', 'release', 'done', 'cancel'],
  work: ['claim', 'release', 'postpone', 'done'],
  reading: ['voided', 'corrected', 'moved'],
  home: ['measure-again', 'ask', 'pair', 'locate', 'update', 'alive-test', 'test-mode', 'restart'],
  patient: ['added', 'imported', 'admitted', 'hospital', 'returned', 'died', 'left'],
  kit: ['returned', 'checked', 'cleaned', 'emptied'],
  swap: ['accept', 'decline', 'withdraw'],
}

/** Every action of the access log that a source names. */
function actionsInSources(): Set<string> {
  const files = globSync('server/src/**/*.ts', { cwd: ROOT }).filter((name) => !/\.(test|suite)\.ts$/.test(name))
  expect(files.length).toBeGreaterThan(200)
  const found = new Set<string>()
  for (const file of files) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    for (const form of SAID) {
      for (const [, said = ''] of text.matchAll(form)) {
        for (const [, code = ''] of said.matchAll(/'([a-z][a-z0-9]*(?:-[a-z0-9]+)+)'/g)) {
          if (!OTHER.has(code)) found.add(code)
        }
      }
    }
  }
  for (const [family, members] of Object.entries(FAMILIES)) {
    for (const member of members) found.add(`${family}-${member}`)
  }
  return found
}

test('whatever is written in the access log has its words in all three languages', () => {
  const actions = actionsInSources()
  expect(actions.size).toBeGreaterThan(100)
  for (const language of ['fi', 'sv', 'en']) {
    const { action } = JSON.parse(
      readFileSync(join(ROOT, `dashboard/src/locales/${language}/access.json`), 'utf8'),
    ) as { action: Record<string, string> }
    expect(
      [...actions].filter((code) => !action[code]),
      language,
    ).toEqual([])
  }
})

test('every family of put-together actions that there is in the sources is known here', () => {
  const text = globSync('server/src/**/*.ts', { cwd: ROOT })
    .filter((name) => !/\.(test|suite)\.ts$/.test(name))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n')
  const families = [...text.matchAll(/\baction(?::| =) `([a-z-]+)-\$\{/g)].map(([, family = '']) => family)
  expect(families.length).toBeGreaterThan(5)
  expect(families.filter((family) => FAMILIES[family] === undefined)).toEqual([])
})
