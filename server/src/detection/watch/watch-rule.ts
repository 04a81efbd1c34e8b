import {
  type Basis,
  type Finding,
  isoTime,
  type Milliseconds,
  type Plan,
  type Priority,
  type Problem,
  type Rule,
  type Words,
} from '@kotisilta/contract'
import type { Episodes, PatientState } from '../state.ts'
import { type Named, retractedWords } from '../words/retracted.ts'
import type { Cause } from './causes.ts'
import type { Moment } from './facts.ts'

/** What a rule sees at a moment. */
interface Look {
  /** How bad it is, in the rule's own unit. */
  amount: number
  isTrue: boolean
  isOver: boolean
  /** When it became so. */
  since: Milliseconds
  priority: Priority
  words(): Words
  overWords(): Words
  basis?: Basis[]
  /** What the episode has to remember. */
  cause?: Cause
}

/** A rule about what does not come, as data and one function of what is known and the time. */
export interface WatchRule {
  rule: Rule
  version: number
  problem: Problem
  episode: 'inactivity' | 'nightUnrest' | 'doseLate' | 'silence'
  isOn(plan: Plan): boolean
  /** Told again as worse when the amount has grown by so much over what was told. */
  another: number
  name: Named
  /** Undefined when nothing can be said: what was told stays. */
  look(plan: Plan, state: PatientState, moment: Moment): Look | undefined
  /** The next moment after `now` at which it may see something else though nothing comes; infinity if there is none. */
  nextLook(plan: Plan, state: PatientState, moment: Moment): Milliseconds
}

type Told = NonNullable<Episodes[WatchRule['episode']]> & Pick<Look, 'cause'>

/** What has changed, if anything has. */
interface Change {
  episodes: Episodes
  finding: Finding
}

/** What a rule that is on has to say at a moment. */
export function looked(data: WatchRule, plan: Plan, state: PatientState, moment: Moment): Change | undefined {
  const look = data.look(plan, state, moment)
  if (look === undefined) return undefined
  const { episodes } = state
  const running = episodes[data.episode]
  const { amount, since, priority, basis = [] } = look
  const telling = (change: Finding['change'], at: Milliseconds, words: Words): Finding => ({
    rule: data.rule,
    ruleVersion: data.version,
    problem: data.problem,
    change,
    priority,
    at: isoTime(at),
    words,
    basis,
    ...(look.cause === 'gateway' && change !== 'cleared' && { cutOff: true as const }),
  })
  if (running !== undefined && look.isOver)
    return { episodes: without(episodes, data.episode), finding: telling('cleared', moment.now, look.overWords()) }
  if (!look.isTrue || (running !== undefined && amount - running.told < data.another)) return undefined
  const { cause } = look
  const told: Told = { since: running?.since ?? since, told: amount, ...(cause !== undefined && { cause }) }
  return {
    episodes: { ...episodes, [data.episode]: told },
    finding: telling(running === undefined ? 'raised' : 'worse', since, look.words()),
  }
}

/** The end of what a rule had found that the plan has switched off. */
export function switchedOff(data: WatchRule, { episodes }: PatientState, now: Milliseconds): Change | undefined {
  if (episodes[data.episode] === undefined) return undefined
  const { rule, version: ruleVersion, problem } = data
  const words = retractedWords(data.name)
  const at = isoTime(now)
  const finding: Finding = { rule, ruleVersion, problem, change: 'cleared', priority: 'low', at, words, basis: [] }
  return { episodes: without(episodes, data.episode), finding }
}

function without(episodes: Episodes, name: WatchRule['episode']): Episodes {
  const { [name]: _ended, ...others } = episodes
  return others
}
