import type { Finding, Milliseconds, Plan, Problem, Reading, ReadingKind, Rule } from '@kotisilta/contract'
import type { Episodes, PatientState } from '../state.ts'

/** What has changed: the episodes, and perhaps something to tell. */
export interface Judgement {
  episodes: Episodes
  finding?: Finding
}

/** One thing that a rule can find true for a while: it has an episode as long as it is. */
export interface Condition {
  problem: Problem
  /** When the running episode began; undefined when it is not true. */
  since(episodes: Episodes): Milliseconds | undefined
  /** Whether `after` would have been told as worse to somebody who knew `before`. Both have the episode. */
  isWorse(after: Episodes, before: Episodes): boolean
  /** The episodes without this one. */
  without(episodes: Episodes): Episodes
  /** What is told when it turns out, from data that came late or a changed plan, that it is not true after all. */
  retracted(reading: Reading): Finding
}

/** How a first value is asked for again before it is told. */
export interface Asking {
  /** How long a second value is waited for. */
  minutes: number
  /** Whether each kind of reading is a question of its own. */
  perKind?: boolean
}

/** A rule about readings: a pure function of the plan, the state with the reading in it, and the reading. */
export interface ConditionRule {
  rule: Rule
  version: number
  /** The kinds of readings on which it judges. */
  kinds: readonly ReadingKind[]
  /** Whether the plan wants it. Where it does not, what it had found ends with the next reading. */
  isOn(plan: Plan): boolean
  /** Absent or undefined: it tells at once. */
  asks?(plan: Plan): Asking | undefined
  /** Rests on days that are written down: it says something only of readings of the day that is open. */
  paged?: true
  /** What it finds rests on the kind of the reading alone: a sensor of that kind that is stuck says nothing to it. */
  alone?: true
  /** Undefined when nothing has changed. `at` is the reading's time. */
  judge(plan: Plan, state: PatientState, reading: Reading, at: Milliseconds): Judgement | undefined
  conditions: readonly Condition[]
}
