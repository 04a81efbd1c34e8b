import { type Plan, READING_KIND_NAMES, type ReadingKind } from '@kotisilta/contract'
import { isAllowed } from '../needs.ts'
import { perPlan } from '../per-plan.ts'
import type { Asking, ConditionRule } from './condition-rule.ts'
import { CONDITION_RULES } from './condition-rules.ts'

/** The rules that look at a kind of reading under a plan. */
export interface KindRules {
  on: readonly { rule: ConditionRule; asking: Asking | undefined }[]
  /** Switched off: what they had found ends. */
  off: readonly ConditionRule[]
}

const NOBODY: KindRules = { on: [], off: [] }

const byKind = perPlan((plan): ReadonlyMap<ReadingKind, KindRules> => {
  const isOn = (rule: ConditionRule): boolean => isAllowed(plan, rule.rule) && rule.isOn(plan)
  return new Map(
    READING_KIND_NAMES.map((kind) => {
      const looking = CONDITION_RULES.filter(({ kinds }) => kinds.includes(kind))
      return [
        kind,
        {
          on: looking.filter(isOn).map((rule) => ({ rule, asking: rule.asks?.(plan) })),
          off: looking.filter((rule) => !isOn(rule)),
        },
      ]
    }),
  )
})

export const rulesOf = (plan: Plan, kind: ReadingKind): KindRules => byKind(plan).get(kind) ?? NOBODY
