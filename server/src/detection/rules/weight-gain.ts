import type { Basis, Finding, Milliseconds, Plan, Reading, Words } from '@kotisilta/contract'
import { basisOfItem, basisOfWeighing } from '../basis.ts'
import type { Episodes, PatientState, Weighing } from '../state.ts'
import { gramsOf } from '../weighings.ts'
import { retractedWords } from '../words/retracted.ts'
import { weightGainWords, weightSteadyWords } from '../words/weight-gain.ts'
import type { ConditionRule, Judgement } from './condition-rule.ts'

/** Told again when the gain has grown by this much, grams (ours: docs/clinical-sources.md). */
const ANOTHER = 1000

const VERSION = 1

/** Weight up by more than 2 kg in 3 days (ESC 2021), against the lowest weight of those days: fluid may be gathering. */
export const weightGain: ConditionRule = {
  rule: 'weight-gain',
  version: VERSION,
  judge,
  conditions: [
    {
      problem: 'fluid',
      since: (episodes) => episodes.weightGain?.since,
      isWorse: (after, before) => hasGrown(after.weightGain?.told, before.weightGain?.told),
      without,
      retracted,
    },
  ],
}

function judge(plan: Plan, state: PatientState, reading: Reading, at: Milliseconds): Judgement | undefined {
  if (reading.kind !== 'body-weight') return undefined
  const { episodes, weights } = state
  const running = episodes.weightGain
  if (!plan.weightGain.enabled) return running && { episodes: without(episodes), finding: retracted(reading) }
  const lowest = weights[0] as Weighing
  const gain = (weights.at(-1) as Weighing).grams - lowest.grams
  const limit = gramsOf(plan.weightGain.kilograms)
  if (running !== undefined && gain < limit) {
    const finding = findingOf('cleared', reading, weightSteadyWords(plan), compared(reading, lowest))
    return { episodes: without(episodes), finding }
  }
  if (running === undefined ? gain <= limit : !hasGrown(gain, running.told)) return undefined
  const change = running === undefined ? 'raised' : 'worse'
  return {
    episodes: { ...episodes, weightGain: { since: running?.since ?? at, told: gain } },
    finding: findingOf(change, reading, weightGainWords(plan, lowest.grams, gain), compared(reading, lowest)),
  }
}

const hasGrown = (after = 0, before = 0): boolean => after - before >= ANOTHER

function without({ weightGain: _ended, ...others }: Episodes): Episodes {
  return others
}

function compared(reading: Reading, lowest: Weighing): Basis[] {
  if (lowest.item === reading.id) return [basisOfItem(reading)]
  return [basisOfWeighing(lowest), { ...basisOfItem(reading), baseline: lowest.grams / 1000 }]
}

function retracted(reading: Reading): Finding {
  const words = retractedWords({ fi: 'painon nousu', sv: 'viktökning', en: 'weight gain' })
  return findingOf('cleared', reading, words, [basisOfItem(reading)])
}

const findingOf = (change: Finding['change'], reading: Reading, words: Words, basis: Basis[]): Finding => ({
  rule: 'weight-gain',
  ruleVersion: VERSION,
  problem: 'fluid',
  change,
  priority: 'medium',
  at: reading.at,
  words,
  basis,
})
