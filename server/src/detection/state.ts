import type { Components, Consciousness, Milliseconds, ReadingKind, Rule } from '@kotisilta/contract'
import { type Latest, NOTHING } from './latest.ts'
import type { OpenPage, Pages } from './pages.ts'
import type { Cause } from './watch/causes.ts'
import type { Facts, Watching } from './watch/facts.ts'
import type { WeightDays } from './weight-days.ts'

/** The newest judged reading of a kind. */
export interface Remembered {
  at: Milliseconds
  /** ULID of the item. */
  item: string
  device: string
  value?: number | Consciousness
  components?: Components
  quality?: readonly string[]
}

/** One weighing, in grams: whole numbers, so that 74.4 - 72.4 is 2.0. */
export interface Weighing {
  at: Milliseconds
  item: string
  device: string
  grams: number
}

/** A NEWS2 warning that goes on. */
interface News2Episode {
  /** When it was raised. */
  since: Milliseconds
  /** The highest aggregate that has been told. */
  told: number
  /** Since when it has been below the limit, waiting for a later reading to confirm that. */
  easing?: Milliseconds
}

export interface SignState {
  level: 'yellow' | 'red'
  /** Has come back inside its limits while another sign is still outside. */
  inside: boolean
}

/** One or more signs of the same problem outside the plan's limits. Keys: `heart-rate`, `blood-pressure.systolic`. */
export interface LimitEpisode {
  since: Milliseconds
  signs: Readonly<Record<string, SignState>>
}

/** Something that goes on, and the amount of it that has been told, in the rule's own unit. */
export interface ToldEpisode {
  since: Milliseconds
  told: number
}

/** A value in doubt, which is to be measured again before its rule tells of it. */
export interface Asked extends Remembered {
  rule: Rule
  kind: ReadingKind
  /** Until when a second value is waited for. */
  due: Milliseconds
}

/** What goes on for this person. It cannot be rebuilt from recent readings, so it is persisted when it changes. */
export interface Episodes {
  news2?: News2Episode
  limits?: Readonly<Partial<Record<'vital-signs' | 'fluid', LimitEpisode>>>
  /** Grams. */
  weightGain?: ToldEpisode
  weightGainDay?: ToldEpisode
  overDiuresis?: ToldEpisode
  weightTrend?: ToldEpisode
  /** Tenths of a per cent. */
  malnutrition?: ToldEpisode
  /** Level 1 or 2. */
  glucose?: ToldEpisode
  /** By rule, or by rule and kind. */
  asks?: Readonly<Record<string, Asked>>
  /** When a question ran out after the newest reading: what is older than that and comes now may be its answer. */
  unanswered?: Milliseconds
  /** Per cent below the limit. */
  copd?: ToldEpisode
  /** Of the person's own deviations; below zero for less than usual. */
  heartRateBaseline?: ToldEpisode
  respirationBaseline?: ToldEpisode
  activityBaseline?: ToldEpisode
  sleepBaseline?: ToldEpisode
  /** Degrees Celsius. */
  delirium?: ToldEpisode
  /** mmHg above the limit. */
  pressureAverage?: ToldEpisode
  /** Since when which kinds have shown one value only. */
  stuck?: Readonly<Partial<Record<ReadingKind, Milliseconds>>>
  /** The days behind the person's own normal. */
  pages?: Pages
  /** What is known of the home, where a rule looks at what does not come. */
  facts?: Facts
  inactivity?: ToldEpisode
  /** Of the person's own deviations. */
  nightUnrest?: ToldEpisode
  /** Doses that somebody has to see to, those that are missed counted twice. */
  doseLate?: ToldEpisode
  /** How bad it is that nothing is heard, and why that is, if it is known. */
  silence?: ToldEpisode & { cause?: Cause }
  /** The last fall, for a cancellation that may follow it; `due` while the person is being asked. */
  fall?: { at: Milliseconds; item: string; device: string; due?: Milliseconds }
  /** When the person last said that it was no fall. */
  noFall?: Milliseconds
}

/** All that detection remembers of one person: JSON, below 8 KB. */
export interface PatientState {
  latest: Latest
  /** Weighings that can still be the lowest or the highest of a rule's window, oldest first. The last one is always the newest. */
  weights: readonly Weighing[]
  /** Where a rule looks at a month or half a year. */
  weightDays: WeightDays | undefined
  /** The day that is being written down, where a rule looks at the person's own normal. */
  page: OpenPage | undefined
  /** Where a rule looks at what does not come. */
  watching: Watching | undefined
  episodes: Episodes
}

/** The state of somebody of whom nothing has been heard. */
export const emptyState = (): PatientState => ({
  latest: NOTHING,
  weights: [],
  weightDays: undefined,
  page: undefined,
  watching: undefined,
  episodes: {},
})

/** Built field by field, which for an object of one shape is faster than a spread: it runs for every item. */
export const withEpisodes = (state: PatientState, episodes: Episodes): PatientState => ({
  latest: state.latest,
  weights: state.weights,
  weightDays: state.weightDays,
  page: state.page,
  watching: state.watching,
  episodes,
})

/** The part of the state that must be persisted whenever it changes. */
export const episodesOf = (state: PatientState): Episodes => state.episodes

export function episodesEqual(a: Episodes, b: Episodes): boolean {
  return a === b || same(a, b)
}

/** Whether two JSON values without arrays are the same, in whatever order their keys are. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const left = Object.entries(a)
  const right = b as Record<string, unknown>
  return (
    left.length === Object.keys(right).length && left.every(([key, value]) => key in right && same(value, right[key]))
  )
}
