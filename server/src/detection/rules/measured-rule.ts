import type {
  Basis,
  Finding,
  Milliseconds,
  Plan,
  Priority,
  Problem,
  Reading,
  ReadingKind,
  Rule,
  Words,
} from '@kotisilta/contract'
import { basisOfItem } from '../basis.ts'
import type { Episodes, PatientState, ToldEpisode } from '../state.ts'
import { type Named, retractedWords } from '../words/retracted.ts'
import type { Asking, ConditionRule } from './condition-rule.ts'

type EpisodeName = {
  [Name in keyof Episodes]-?: Episodes[Name] extends ToldEpisode | undefined ? Name : never
}[keyof Episodes]

/** What a rule makes of one reading. */
interface Measure {
  /** How bad it is, in the rule's own unit. */
  amount: number
  /** Bad enough to be told when nothing has been told yet. */
  isTrue: boolean
  /** Good enough for what has been told to be over. */
  isOver: boolean
  words(): Words
  /** For its end. */
  overWords(): Words
  /** Beside the reading itself. */
  basis?: Basis[]
  /** What the reading is compared with. */
  baseline?: number
  /** What it has left. */
  limit?: number
}

/** A rule that finds one amount in the readings, as data and one function. */
export interface MeasuredRule {
  rule: Rule
  version: number
  problem: Problem
  /** Of the amount that is told. */
  priority: Priority | ((amount: number) => Priority)
  episode: EpisodeName
  kinds: readonly ReadingKind[]
  isOn(plan: Plan): boolean
  asks?(plan: Plan): Asking | undefined
  paged?: true
  alone?: true
  /** Told again as worse when the amount has grown by so much over what was told. */
  another: number
  name: Named
  /** Undefined when nothing can be said. */
  measure(plan: Plan, state: PatientState, reading: Reading, at: Milliseconds): Measure | undefined
}

/** It is told when it becomes true, again when it has become clearly worse, and when it is over. */
export function measuredRule(data: MeasuredRule): ConditionRule {
  const { rule, version, problem, priority, episode, another } = data
  const priorityOf = typeof priority === 'function' ? priority : () => priority
  const hasGrown = (after = 0, before = 0): boolean => after - before >= another
  const without = ({ [episode]: _ended, ...others }: Episodes): Episodes => others
  const findingOf = (
    change: Finding['change'],
    told: number,
    { at }: Reading,
    words: Words,
    basis: Basis[],
  ): Finding => ({ rule, ruleVersion: version, problem, change, priority: priorityOf(told), at, words, basis })
  return {
    rule,
    version,
    kinds: data.kinds,
    isOn: data.isOn,
    ...(data.asks !== undefined && { asks: data.asks }),
    ...(data.paged === true && { paged: true }),
    ...(data.alone === true && { alone: true }),
    judge(plan, state, reading, at) {
      const measure = data.measure(plan, state, reading, at)
      if (measure === undefined) return undefined
      const { episodes } = state
      const running = episodes[episode]
      if (running !== undefined && measure.isOver) {
        const finding = findingOf('cleared', running.told, reading, measure.overWords(), basisOf(reading, measure))
        return { episodes: without(episodes), finding }
      }
      if (running === undefined ? !measure.isTrue : !hasGrown(measure.amount, running.told)) return undefined
      const change = running === undefined ? 'raised' : 'worse'
      return {
        episodes: { ...episodes, [episode]: { since: running?.since ?? at, told: measure.amount } },
        finding: findingOf(change, measure.amount, reading, measure.words(), basisOf(reading, measure)),
      }
    },
    conditions: [
      {
        problem,
        since: (episodes) => episodes[episode]?.since,
        isWorse: (after, before) => hasGrown(after[episode]?.told, before[episode]?.told),
        without,
        retracted: (reading) => findingOf('cleared', 0, reading, retractedWords(data.name), [basisOfItem(reading)]),
      },
    ],
  }
}

const basisOf = (reading: Reading, { basis = [], baseline, limit }: Measure): Basis[] => [
  ...basis,
  { ...basisOfItem(reading), ...(baseline !== undefined && { baseline }), ...(limit !== undefined && { limit }) },
]
