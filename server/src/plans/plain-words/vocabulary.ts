import type { Goal, PauseReason, Plan, ReadingKind } from '@kotisilta/contract'

/** A sign as the plan names it: a kind, or one part of a blood pressure. */
type Sign = ReadingKind | 'systolic' | 'diastolic' | 'mean'

interface Bounds {
  /** Already written in the language, with its unit. */
  low?: string | undefined
  high?: string | undefined
  /** Clock times, `22:00`. */
  hours?: { from: string; to: string } | undefined
}

/** How a language says a plan to the person whose plan it is: short sentences, no terms of the trade. */
export interface Vocabulary {
  /** BCP 47, for numbers and dates. */
  locale: string
  sign: Readonly<Record<Sign, string>>
  unit: Readonly<Record<string, string>>
  clock(time: string): string
  titles: Readonly<Record<'measured' | 'reaction' | 'medicines' | 'goals' | 'people' | 'pauses' | 'always', string>>
  /** Every day, or on these days (Monday is 1), at these times. */
  when(times: readonly string[], days: readonly number[] | undefined): string
  /** As it follows "in". */
  days(count: number): string
  atLeast(hours: number): string
  measured(sign: string, when: string): string
  limit(sign: string, level: 'red' | 'yellow', bounds: Bounds): string
  again(minutes: string): string
  rules: RuleWords
  off: string
  medicine(name: string, when: string): string
  medicineNoTimes(name: string): string
  important: string
  goal(goal: Goal, due: string | undefined): string
  responsible(name: string): string
  pause(from: string, until: string, reason: PauseReason): string
  always: string
}

/** One sentence for each rule that is switched on; what it needs to say is already written in the language. */
interface RuleWords {
  news2: string
  weightGain(kilograms: string, days: string): string
  weightGainDay(kilograms: string, days: string): string
  overDiuresis(kilograms: string, days: string): string
  malnutrition(short: Part, long: Part): string
  weightTrend: string
  glucose(low: string): string
  copd: string
  baselines(names: readonly string[]): string
  baseline: Readonly<Record<Exclude<keyof Plan['baselines'], 'days'>, string>>
  delirium: string
  bloodPressureAverage(pressure: string): string
  inactivity(hours: string): string
  nightUnrest: string
}
interface Part {
  percent: string
  days: string
}
