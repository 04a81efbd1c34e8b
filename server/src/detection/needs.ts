import type { Plan, ReadingKind, Rule } from '@kotisilta/contract'
import { perPlan } from './per-plan.ts'
import { VITAL_KINDS } from './vital-kinds.ts'

/** What has to be remembered of a person so that the rules of the plan can judge. */
export interface Needs {
  /** The newest reading of these; they are judged in one common order of time. */
  latest: ReadonlySet<ReadingKind>
  /** Weighings of so many days, each with its moment. */
  weighings: number
  /** Whether the heaviest of them are needed too, and not only the lightest. */
  heaviest: boolean
  /** The lowest weight of each of so many days; 0: of none. */
  weightDays: number
}

/** The first day that counts is steadied by weighing days before it. */
const STEADYING_DAYS = 14
/** As far back as averages are begun. */
const TREND_DAYS = 90

/** Whether the plan has that rule judge at all. */
export const isAllowed = ({ detection }: Plan, rule: Rule): boolean =>
  detection.enabled && !(detection.off as readonly Rule[]).includes(rule)

export const isOnDiuretic = (plan: Plan): boolean => plan.diuretic === true

/** Whether the plan has a low limit of its own for glucose. */
export const hasOwnLow = ({ limits }: Plan, level: 'red' | 'yellow'): boolean =>
  limits.some((limit) => limit.kind === 'blood-glucose' && limit[level]?.low !== undefined)

export const isGlucoseOn = (plan: Plan): boolean =>
  plan.glucose.enabled && !(hasOwnLow(plan, 'red') && hasOwnLow(plan, 'yellow'))

export const needsOf = perPlan((plan): Needs => {
  const { weightGain, weightGainDay, overDiuresis, malnutrition, weightTrend } = plan
  const diuresis = overDiuresis.enabled && isOnDiuretic(plan)
  const limited = plan.limits.map(({ kind }) => kind).filter((kind) => kind !== 'body-weight')
  const glucose: ReadingKind[] = isAllowed(plan, 'glucose') && isGlucoseOn(plan) ? ['blood-glucose'] : []
  return {
    latest: new Set<ReadingKind>([...VITAL_KINDS, ...limited, ...glucose]),
    weighings: Math.max(
      weightGain.days,
      weightGainDay.enabled ? weightGainDay.days : 0,
      diuresis ? overDiuresis.days : 0,
    ),
    heaviest: diuresis,
    weightDays: Math.max(
      malnutrition.enabled ? Math.max(malnutrition.short.days, malnutrition.long.days) + STEADYING_DAYS : 0,
      weightTrend.enabled ? TREND_DAYS : 0,
    ),
  }
})
