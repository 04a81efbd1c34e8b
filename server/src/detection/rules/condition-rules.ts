import type { ConditionRule } from './condition-rule.ts'
import { limitRule } from './limit.ts'
import { news2Rule } from './news2.ts'
import { weightGain } from './weight-gain.ts'

export const CONDITION_RULES: readonly ConditionRule[] = [news2Rule, limitRule, weightGain]
