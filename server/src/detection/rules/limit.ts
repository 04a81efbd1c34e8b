import {
  type Basis,
  type Finding,
  type Milliseconds,
  type Plan,
  READING_KIND_NAMES,
  type Reading,
  type Words,
} from '@kotisilta/contract'
import { basisOfItem } from '../basis.ts'
import type { Episodes, LimitEpisode, PatientState, SignState } from '../state.ts'
import { insideWords, limitWords } from '../words/limit.ts'
import { retractedWords } from '../words/retracted.ts'
import type { Condition, ConditionRule, Judgement } from './condition-rule.ts'
import { isLimited, isWithinLimits, type Standing, standingsOf } from './limit-signs.ts'

const VERSION = 1

type LimitProblem = keyof NonNullable<Episodes['limits']>

const problemOf = ({ kind }: Reading): LimitProblem => (kind === 'body-weight' ? 'fluid' : 'vital-signs')

/**
 * The plan's limits: outside red is high priority, outside yellow medium. All signs of one problem share an episode,
 * which is told when its first sign leaves its limits, told as worse when a sign goes from yellow to red or another
 * sign leaves its limits, and ends when every sign is back inside by its margin.
 */
export const limitRule: ConditionRule = {
  rule: 'limit',
  version: VERSION,
  kinds: READING_KIND_NAMES,
  isOn: () => true,
  alone: true,
  asks: ({ measureAgain }) => (measureAgain.enabled ? { minutes: measureAgain.minutes, perKind: true } : undefined),
  judge,
  conditions: [conditionOf('vital-signs'), conditionOf('fluid')],
}

function judge(plan: Plan, { episodes }: PatientState, reading: Reading, at: Milliseconds): Judgement | undefined {
  if (episodes.limits === undefined && isWithinLimits(plan, reading)) return undefined
  const problem = problemOf(reading)
  const running = episodes.limits?.[problem]
  const standings = standingsOf(plan, reading)
  const before = running?.signs ?? NO_SIGNS
  const after = signsAfter(plan, before, standings)
  if (after === before) return undefined

  const signs = Object.entries(after)
  if (signs.every(([, sign]) => sign.inside)) {
    const back = standings.find(({ key }) => before[key]?.inside === false)
    const finding =
      back === undefined
        ? retractedOf(problem, reading)
        : findingOf(
            'cleared',
            priorityOf(before),
            problem,
            reading,
            insideWords(reading.kind, back.component, back.value),
            [basisOfItem(reading)],
          )
    return { episodes: without(episodes, problem), finding }
  }
  const next = withEpisode(episodes, problem, { since: running?.since ?? at, signs: after })
  const told = worst(standings.filter((standing) => isNews(before[standing.key], standing)))
  if (told === undefined) return { episodes: next }
  const { level, bound } = told.outside
  const words = limitWords({ kind: reading.kind, component: told.component, value: told.value, level, bound })
  const change = running === undefined ? 'raised' : 'worse'
  const basis = [{ ...basisOfItem(reading), limit: bound }]
  return { episodes: next, finding: findingOf(change, LEVEL_PRIORITY[level], problem, reading, words, basis) }
}

type Signs = LimitEpisode['signs']
type Outside = Standing & { outside: NonNullable<Standing['outside']> }

const NO_SIGNS: Signs = {}
const LEVEL_PRIORITY = { red: 'high', yellow: 'medium' } as const

/** The same object if the reading changes nothing. Signs that the plan no longer limits count as inside. */
function signsAfter(plan: Plan, before: Signs, standings: readonly Standing[]): Signs {
  const changed: Record<string, SignState> = {}
  for (const standing of standings) {
    const now = before[standing.key]
    const next = signAfter(now, standing)
    if (next !== undefined && next !== now) changed[standing.key] = next
  }
  for (const [key, sign] of Object.entries(before)) {
    if (!sign.inside && !isLimited(plan, key)) changed[key] = { level: sign.level, inside: true }
  }
  return Object.keys(changed).length === 0 ? before : { ...before, ...changed }
}

/** A sign's level never falls while the episode goes on: what has been told once is not told again. */
function signAfter(now: SignState | undefined, { outside, wellInside }: Standing): SignState | undefined {
  if (outside === undefined)
    return now === undefined || now.inside || !wellInside ? now : { level: now.level, inside: true }
  const level = now?.level === 'red' ? 'red' : outside.level
  return now !== undefined && !now.inside && now.level === level ? now : { level, inside: false }
}

const isNews = (before: SignState | undefined, { outside }: Standing): boolean =>
  outside !== undefined && (before === undefined || (before.level === 'yellow' && outside.level === 'red'))

function worst(standings: readonly Standing[]): Outside | undefined {
  const outside = standings.filter((standing): standing is Outside => standing.outside !== undefined)
  return outside.find((standing) => standing.outside.level === 'red') ?? outside[0]
}

const priorityOf = (signs: Signs): 'high' | 'medium' =>
  Object.values(signs).some(({ level }) => level === 'red') ? 'high' : 'medium'

const withEpisode = (episodes: Episodes, problem: LimitProblem, episode: LimitEpisode): Episodes => ({
  ...episodes,
  limits: { ...episodes.limits, [problem]: episode },
})

function without({ limits, ...others }: Episodes, problem: LimitProblem): Episodes {
  const { [problem]: _ended, ...rest } = limits ?? {}
  return Object.keys(rest).length === 0 ? others : { ...others, limits: rest }
}

function conditionOf(problem: LimitProblem): Condition {
  return {
    problem,
    since: (episodes) => episodes.limits?.[problem]?.since,
    isWorse(after, before) {
      const known = before.limits?.[problem]?.signs ?? NO_SIGNS
      return Object.entries(after.limits?.[problem]?.signs ?? NO_SIGNS).some(
        ([key, sign]) => known[key] === undefined || (known[key].level === 'yellow' && sign.level === 'red'),
      )
    },
    without: (episodes) => without(episodes, problem),
    retracted: (reading) => retractedOf(problem, reading),
  }
}

const retractedOf = (problem: LimitProblem, reading: Reading): Finding =>
  findingOf(
    'cleared',
    'medium',
    problem,
    reading,
    retractedWords({ fi: 'raja-arvon ylitys tai alitus', sv: 'värde utanför gränsen', en: 'value outside the limit' }),
    [basisOfItem(reading)],
  )

const findingOf = (
  change: Finding['change'],
  priority: Finding['priority'],
  problem: LimitProblem,
  reading: Reading,
  words: Words,
  basis: Basis[],
): Finding => ({ rule: 'limit', ruleVersion: VERSION, problem, change, priority, at: reading.at, words, basis })
