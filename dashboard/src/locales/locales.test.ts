import {
  API_SCOPES,
  CLOSING_OUTCOMES,
  CONSCIOUSNESS_LEVELS,
  ENDED_BY_ITSELF,
  EVENT_KINDS,
  FALSE_ALARM_CAUSES,
  GATEWAY_FINDING_CODES,
  LANGUAGES,
  OUTCOMES,
  PLAN_FAULT_CODES,
  PLAN_WARNING_CODES,
  PRIORITY_RANK,
  PROBLEM_CODES,
  PROBLEMS,
  PROVIDER_REFUSALS,
  QUALITY_CODES,
  READING_KIND_NAMES,
  REFUSAL_CODES,
  ROLES,
  RULES,
  TROUBLES,
} from '@kotisilta/contract'
import { describe, expect, it } from 'vitest'
import { FAILURE_CODES } from '../api/request-failed.ts'
import { resources } from './resources.ts'

/** Every text by its path: "board.take" to "I take it". */
function texts(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  return new Map(
    Object.entries(value as object).flatMap(([key, inner]) => [...texts(inner, path === '' ? key : `${path}.${key}`)]),
  )
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}|<(\w+)>/g)].map((match) => match[1] ?? match[2]).sort()

describe.each(LANGUAGES)('%s', (language) => {
  const own = texts(resources[language])
  const english = texts(resources.en)

  it('has exactly the texts that English has', () => {
    expect(own.size).toBeGreaterThan(300)
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('has no empty text', () => {
    for (const [path, text] of own) expect(text.trim(), path).not.toBe('')
  })

  it('leaves the same places to be filled in', () => {
    for (const [path, text] of own) expect(placeholders(text), path).toEqual(placeholders(english.get(path) ?? ''))
  })

  it.each([
    ['terms.rule', RULES],
    ['terms.problem', PROBLEMS],
    ['terms.falseAlarmCause', [...FALSE_ALARM_CAUSES, 'not-said']],
    ['terms.outcome', [...OUTCOMES, ...CLOSING_OUTCOMES, ENDED_BY_ITSELF]],
    ['terms.priority', Object.keys(PRIORITY_RANK)],
    ['terms.role', ROLES],
    ['terms.reading', READING_KIND_NAMES],
    ['terms.event', EVENT_KINDS],
    ['terms.quality', QUALITY_CODES],
    ['terms.consciousness', CONSCIOUSNESS_LEVELS],
    ['terms.patientLanguage', LANGUAGES],
    ['problems.code', [...PROBLEM_CODES, ...FAILURE_CODES]],
    ['problems.refusal', REFUSAL_CODES],
    ['live.trouble', TROUBLES],
    ['signIn.refused', PROVIDER_REFUSALS.flatMap((code) => [`${code}.what`, `${code}.next`])],
    ['gateways.finding', GATEWAY_FINDING_CODES],
    ['gateways.scope', API_SCOPES],
    ['plan.fault', [...PLAN_FAULT_CODES, 'value-missing']],
    ['plan.warning', PLAN_WARNING_CODES],
  ])('has a word for everything in %s and for nothing else', (path, names) => {
    const said = [...own.keys()].filter((key) => key.startsWith(`${path}.`)).map((key) => key.slice(path.length + 1))
    expect(said.sort()).toEqual([...names].sort())
  })
})
