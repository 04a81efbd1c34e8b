import type { Milliseconds, Plan, Reading } from '@kotisilta/contract'
import { askingFirst } from './asks.ts'
import { known } from './latest.ts'
import { needsOf } from './needs.ts'
import type { Detected } from './pass-time.ts'
import { readingOf } from './remember.ts'
import type { ConditionRule } from './rules/condition-rule.ts'
import { rulesOf } from './rules/rules-of.ts'
import { type PatientState, withEpisodes } from './state.ts'
import { DAY } from './time.ts'

/** A reading says how a person is now for so long; a weight, which is taken once a day, for twice as long (ours). */
const CURRENT: Milliseconds = DAY
const CURRENT_WEIGHT: Milliseconds = 2 * DAY

interface Known {
  reading: Reading
  at: Milliseconds
  isCurrent: boolean
}

/**
 * What a changed plan makes of what is known already: the newest reading of each kind is judged by it at once, and not only
 * the next one. What the plan newly calls too much is told, if the reading is a current one; what it no longer does ends,
 * however old the reading is. Days that are over stay what they were found to be. By the plan that was in force it finds
 * nothing.
 */
export function judgedAnew(plan: Plan, before: PatientState, now: Milliseconds): Detected {
  const known = knownOf(before, now)
  let state = before
  const findings: Detected['findings'][number][] = []
  for (const { reading, at, isCurrent } of known) {
    const { on, off } = rulesOf(plan, reading.kind)
    for (const { rule, asking } of on) {
      if (rule.paged === true || !isNewestFor(rule, reading, known)) continue
      let judgement = rule.judge(plan, state, reading, at)
      if (asking !== undefined && needsOf(plan).latest.has(reading.kind))
        judgement = askingFirst(asking, rule.rule, state.episodes, judgement, reading, at)
      if (judgement === undefined || (!isCurrent && judgement.finding?.change !== 'cleared')) continue
      state = withEpisodes(state, judgement.episodes)
      if (judgement.finding !== undefined) findings.push(judgement.finding)
    }
    for (const { conditions } of off) {
      for (const { since, without, retracted } of conditions) {
        if (since(state.episodes) === undefined) continue
        findings.push(retracted(reading))
        state = withEpisodes(state, without(state.episodes))
      }
    }
  }
  return { state, findings }
}

/** Rules that look at several kinds together have judged last when the newest of them came; limits look at each alone. */
const isNewestFor = ({ rule, kinds }: ConditionRule, reading: Reading, known: readonly Known[]): boolean =>
  rule === 'limit' || known.findLast(({ reading: { kind } }) => kinds.includes(kind))?.reading === reading

/** The newest readings, oldest first. */
function knownOf({ latest, weights }: PatientState, now: Milliseconds): Known[] {
  const vital = known(latest).map(([kind, remembered]) => ({
    reading: readingOf(kind, remembered),
    at: remembered.at,
    isCurrent: now - remembered.at <= CURRENT,
  }))
  const weight = weights.at(-1)
  if (weight === undefined) return vital.sort((a, b) => a.at - b.at)
  const { grams, ...weighed } = weight
  const reading = readingOf('body-weight', { ...weighed, value: grams / 1000 })
  return [...vital, { reading, at: weight.at, isCurrent: now - weight.at <= CURRENT_WEIGHT }].sort(
    (a, b) => a.at - b.at,
  )
}
