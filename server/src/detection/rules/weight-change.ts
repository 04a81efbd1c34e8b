import type { Plan, Rule, Words } from '@kotisilta/contract'
import { basisOfWeighing } from '../basis.ts'
import type { Weighing } from '../state.ts'
import { DAY } from '../time.ts'
import { gramsOf, HEAVIER, LIGHTER, mostExtreme } from '../weighings.ts'
import type { Named } from '../words/retracted.ts'
import type { ConditionRule } from './condition-rule.ts'
import { measuredRule } from './measured-rule.ts'

/** So much within so many days. */
interface Change {
  kilograms: number
  days: number
}

/** A weight that has changed by too much in too few days, as data. */
interface WeightChange {
  rule: Rule
  version: number
  episode: 'weightGain' | 'weightGainDay' | 'overDiuresis'
  isOn(plan: Plan): boolean
  limitOf(plan: Plan): Change
  direction: 'up' | 'down'
  /** Whether exactly the limit is enough. */
  limitCounts: boolean
  /** Told again when it has changed by so many grams more than what was told (ours: docs/clinical-sources.md). */
  another: number
  name: Named
  /** @param from the weight with which it is compared, grams @param by how far it has changed, grams */
  words(limit: Change, from: number, by: number): Words
  overWords(limit: Change): Words
}

/** Against the lowest weight of those days when it is about gain, the highest when it is about loss. */
export const weightChange = (data: WeightChange): ConditionRule =>
  measuredRule({
    ...data,
    problem: 'fluid',
    priority: 'medium',
    kinds: ['body-weight'],
    measure(plan, { weights }, reading, at) {
      const limit = data.limitOf(plan)
      const far = gramsOf(limit.kilograms)
      const newest = weights.at(-1) as Weighing
      const extreme = mostExtreme(weights, at - limit.days * DAY, data.direction === 'up' ? LIGHTER : HEAVIER)
      const amount = Math.abs(newest.grams - extreme.grams)
      return {
        amount,
        isTrue: amount > far || (data.limitCounts && amount === far),
        isOver: amount < far,
        words: () => data.words(limit, extreme.grams, amount),
        overWords: () => data.overWords(limit),
        ...(extreme.item !== reading.id && { basis: [basisOfWeighing(extreme)], baseline: extreme.grams / 1000 }),
      }
    },
  })
