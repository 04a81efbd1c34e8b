import {
  type Basis,
  type Finding,
  type Milliseconds,
  NEWS2_PARAMETERS,
  type News2Score,
  news2,
  news2Risk,
  type Plan,
  type Reading,
  riskOf,
  type Words,
} from '@kotisilta/contract'
import { basisOfItem, basisOfRemembered } from '../basis.ts'
import { counting, KIND_OF, news2InputAt } from '../news2/at.ts'
import type { Episodes, PatientState } from '../state.ts'
import { VITAL_KINDS } from '../vital-kinds.ts'
import { news2Words } from '../words/news2.ts'
import { retractedWords } from '../words/retracted.ts'
import type { ConditionRule, Judgement } from './condition-rule.ts'

/** Told again when the aggregate is this much above what was told (ours: docs/clinical-sources.md). */
const WORSE_BY = 2

const VERSION = 1

/**
 * NEWS2 of what is known (Royal College of Physicians 2017): from an aggregate of 5, or three points of a single
 * parameter. It ends when two readings, the second later than the first, both find it below: one good value between
 * bad ones does not end it. Readings that leave their window no longer count, and the words say what is not known.
 */
export const news2Rule: ConditionRule = {
  rule: 'news2',
  version: VERSION,
  kinds: VITAL_KINDS,
  isOn: (plan) => plan.news2.enabled,
  asks: ({ measureAgain }) => (measureAgain.enabled ? { minutes: measureAgain.minutes } : undefined),
  judge,
  conditions: [
    {
      problem: 'vital-signs',
      since: (episodes) => episodes.news2?.since,
      isWorse: ({ news2: after }, { news2: before }) =>
        after !== undefined && before !== undefined && isWorse(after.told, before.told),
      without,
      retracted: (reading) => findingOf('cleared', 'medium', reading, RETRACTED, [basisOfItem(reading)]),
    },
  ],
}

function judge(plan: Plan, state: PatientState, reading: Reading, at: Milliseconds): Judgement | undefined {
  const { episodes } = state
  const running = episodes.news2
  const input = news2InputAt(plan, state, at)
  const low = news2Risk(input) === 'low'
  if (low && running === undefined) return undefined
  const score = news2(input)
  const tell = (change: 'raised' | 'worse' | 'cleared', told: number): Finding =>
    findingOf(change, priorityOf(told), reading, news2Words(change, input, score), basisOf(plan, state, score, at))

  if (running === undefined) {
    return { episodes: { ...episodes, news2: { since: at, told: score.score } }, finding: tell('raised', score.score) }
  }
  const { since, told, easing } = running
  if (low) {
    if (easing === undefined) return { episodes: { ...episodes, news2: { since, told, easing: at } } }
    return at > easing ? { episodes: without(episodes), finding: tell('cleared', told) } : undefined
  }
  if (isWorse(score.score, told)) {
    return { episodes: { ...episodes, news2: { since, told: score.score } }, finding: tell('worse', score.score) }
  }
  return easing === undefined ? undefined : { episodes: { ...episodes, news2: { since, told } } }
}

/** A higher class of risk, or clearly more points. In an episode an aggregate below 5 has a single parameter at three. */
const isWorse = (score: number, told: number): boolean =>
  score >= told + WORSE_BY || (score > told && riskOf(score, true) !== riskOf(told, true))

const priorityOf = (aggregate: number): 'high' | 'medium' => (riskOf(aggregate, true) === 'high' ? 'high' : 'medium')

function without({ news2: _ended, ...others }: Episodes): Episodes {
  return others
}

/** Every reading that counts, with its points. */
function basisOf(plan: Plan, state: PatientState, score: News2Score, at: Milliseconds): Basis[] {
  const basis: Basis[] = []
  for (const parameter of NEWS2_PARAMETERS) {
    const kind = KIND_OF[parameter]
    const reading = counting(plan, state, kind, at)
    if (reading === undefined) continue
    const points = score.parts[parameter]
    basis.push({ ...basisOfRemembered(kind, reading), ...(points !== undefined && { points }) })
  }
  return basis
}

const RETRACTED = retractedWords({
  fi: 'poikkeavat elintoiminnot',
  sv: 'avvikande vitalparametrar',
  en: 'abnormal vital signs',
})

const findingOf = (
  change: Finding['change'],
  priority: Finding['priority'],
  reading: Reading,
  words: Words,
  basis: Basis[],
): Finding => ({
  rule: 'news2',
  ruleVersion: VERSION,
  problem: 'vital-signs',
  change,
  priority,
  at: reading.at,
  words,
  basis,
})
