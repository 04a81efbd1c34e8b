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
  /** The kinds that are written down day by day, and their names in a row. */
  paged: ReadonlySet<ReadingKind>
  pageKinds: string
  /** How many days before today are looked back on; 0: none. */
  pageDays: number
  /** Undefined: nothing that time passing could tell. */
  watches: Watches | undefined
}

/** What rules about what does not come have to know. */
export interface Watches {
  /** Whether items tell anything; else only the gateway's coming and going does. */
  items: boolean
  moves: boolean
  doses: boolean
  expected: ReadonlySet<ReadingKind>
}

/** The first day that counts is steadied by weighing days before it. */
const STEADYING_DAYS = 14
/** With today seven. */
const PRESSURE_DAYS = 6
const STUCK_DAYS = 5
export const STICKING_KINDS = ['heart-rate', 'oxygen-saturation', 'body-temperature', 'blood-pressure'] as const
/** Three days, and the week before them. */
const COPD_DAYS = 10
/** As far back as averages are begun. */
const TREND_DAYS = 90

/** Whether the plan has that rule judge at all. */
export const isAllowed = ({ detection }: Plan, rule: Rule): boolean =>
  detection.enabled && !(detection.off as readonly Rule[]).includes(rule)

/** Diuretics are C03 in WHO's list. */
export const isOnDiuretic = ({ diuretic, medicines }: Plan): boolean =>
  diuretic ?? medicines.some(({ atc }) => atc?.startsWith('C03') === true)

/** Whether the plan has a low limit of its own for glucose. */
export const hasOwnLow = ({ limits }: Plan, level: 'red' | 'yellow'): boolean =>
  limits.some((limit) => limit.kind === 'blood-glucose' && limit[level]?.low !== undefined)

export const isGlucoseOn = (plan: Plan): boolean =>
  plan.glucose.enabled && !(hasOwnLow(plan, 'red') && hasOwnLow(plan, 'yellow'))

/** What each rule that looks at a person's own normal has written down, and for how many days. */
function pagesFor(plan: Plan): { kinds: ReadingKind[]; days: number } {
  const { baselines, bloodPressureAverage, copd, delirium, stuckSensor } = plan
  const { heartRate, respiration, activity, sleep, days } = baselines
  const wanted: [rule: Rule, enabled: boolean, days: number, kinds: ReadingKind[]][] = [
    ['heart-rate-baseline', heartRate.enabled, days + 1, ['heart-rate']],
    ['respiration-baseline', respiration.enabled, days + 1, ['respiratory-rate']],
    ['activity-baseline', activity.enabled, days + activity.sustained, ['steps', 'activity']],
    ['sleep-baseline', sleep.enabled, days + sleep.sustained, ['sleep']],
    ['copd', copd.enabled, COPD_DAYS, ['oxygen-saturation']],
    ['blood-pressure-average', bloodPressureAverage.enabled, PRESSURE_DAYS, ['blood-pressure']],
    ['sensor-stuck', stuckSensor.enabled, STUCK_DAYS, [...STICKING_KINDS]],
    ['delirium', delirium.enabled, days + 2, ['body-temperature', 'steps', 'activity', 'sleep']],
  ]
  const on = wanted.filter(([rule, enabled]) => enabled && isAllowed(plan, rule))
  return {
    kinds: [...new Set(on.flatMap(([, , , kinds]) => kinds))].sort(),
    days: Math.max(0, ...on.map(([, , each]) => each)),
  }
}

function watchesFor(plan: Plan): Watches | undefined {
  const { inactivity, nightUnrest, medicines, expected } = plan
  const watches = {
    items: true,
    moves:
      (inactivity.enabled && isAllowed(plan, 'inactivity')) || (nightUnrest.enabled && isAllowed(plan, 'night-unrest')),
    doses: medicines.length > 0 && isAllowed(plan, 'dose-late'),
    expected: new Set(isAllowed(plan, 'silence') ? expected.map(({ kind }) => kind) : []),
  }
  if (watches.moves || watches.doses || watches.expected.size > 0) return watches
  return isAllowed(plan, 'silence') ? { ...watches, items: false } : undefined
}

/** Whether a person's plan looks at what does not come, so that what comes has to be noticed. */
export const watchesItems = (plan: Plan): boolean => needsOf(plan).watches?.items === true

export const needsOf = perPlan((plan): Needs => {
  const { weightGain, weightGainDay, overDiuresis, malnutrition, weightTrend } = plan
  const diuresis = overDiuresis.enabled && isOnDiuretic(plan)
  const limited = plan.limits.map(({ kind }) => kind).filter((kind) => kind !== 'body-weight')
  const pages = pagesFor(plan)
  const glucose: ReadingKind[] = isAllowed(plan, 'glucose') && isGlucoseOn(plan) ? ['blood-glucose'] : []
  return {
    latest: new Set<ReadingKind>([...VITAL_KINDS, ...limited, ...glucose, ...pages.kinds]),
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
    paged: new Set(pages.kinds),
    pageKinds: pages.kinds.join(' '),
    pageDays: pages.days,
    watches: watchesFor(plan),
  }
})
