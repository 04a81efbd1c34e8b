import {
  type Basis,
  type Finding,
  isoTime,
  type Milliseconds,
  type Plan,
  type Reading,
  type ReadingKind,
  type Rule,
  type Words,
} from '@kotisilta/contract'
import { basisOfRemembered } from './basis.ts'
import { isAllowed } from './needs.ts'
import { readingOf } from './remember.ts'
import type { Asking, ConditionRule, Judgement } from './rules/condition-rule.ts'
import { type Asked, type Episodes, type PatientState, withEpisodes } from './state.ts'
import { measureAgainWords, notRepeatedWords } from './words/measure-again.ts'

const MINUTE: Milliseconds = 60_000

/** A value that is to be measured again before anybody is alerted: for the home where a device can ask, and for a nurse's list. */
export interface Ask {
  rule: Rule
  kind: ReadingKind
  /** Event time of the value in doubt, and until when a second one is waited for. */
  at: Milliseconds
  due: Milliseconds
  words: Words
  /** The value in doubt. */
  basis: Basis
}

/** What is waiting to be measured again, the soonest due first. */
export function asksOf({ episodes: { asks = {} } }: PatientState): Ask[] {
  return Object.values(asks)
    .map((asked) => ({
      rule: asked.rule,
      kind: asked.kind,
      at: asked.at,
      due: asked.due,
      words: measureAgainWords(asked),
      basis: basisOfRemembered(asked.kind, asked),
    }))
    .sort((one, other) => one.due - other.due)
}

/**
 * What a rule finds, where a first value is asked for again: what would be raised at less than high priority is told only
 * once a later value of the same kind confirms it. A later one that is well takes the question back.
 */
export function askingFirst(
  { minutes, perKind }: Asking,
  rule: Rule,
  episodes: Episodes,
  judgement: Judgement | undefined,
  reading: Reading,
  at: Milliseconds,
): Judgement | undefined {
  if (judgement === undefined && episodes.asks === undefined) return undefined
  const key = perKind ? `${rule} ${reading.kind}` : rule
  const pending = episodes.asks?.[key]
  const { finding } = judgement ?? {}
  if (finding?.change !== 'raised') {
    if (pending === undefined || at <= pending.at) return judgement
    return { ...judgement, episodes: withoutAsk(judgement?.episodes ?? episodes, key) }
  }
  if (finding.priority === 'high') return { ...judgement, episodes: withoutAsk(judgement?.episodes ?? episodes, key) }
  if (pending === undefined) return { episodes: withAsk(episodes, key, askedOf(rule, reading, at, minutes)) }
  if (pending.kind !== reading.kind || at <= pending.at) return undefined
  const basis = [basisOfRemembered(pending.kind, pending), ...finding.basis.filter(({ item }) => item !== pending.item)]
  return { episodes: withoutAsk(judgement?.episodes ?? episodes, key), finding: { ...finding, basis } }
}

/** When the soonest question runs out. */
export function soonestDue({ asks }: Episodes): Milliseconds | undefined {
  if (asks === undefined) return undefined
  return Math.min(...Object.values(asks).map(({ due }) => due))
}

/** What is found when one question has run out: that it was not answered, if what it asked about is still so. */
export function unanswered(rules: readonly ConditionRule[], plan: Plan, state: PatientState): Judgement {
  const { episodes } = state
  const [key, asked] = Object.entries(episodes.asks ?? {}).sort(([, a], [, b]) => a.due - b.due)[0] as [string, Asked]
  const left: Episodes = { ...withoutAsk(episodes, key), unanswered: asked.due }
  const rule = rules.find((each) => each.rule === asked.rule)
  if (rule === undefined || !isAllowed(plan, rule.rule) || !rule.isOn(plan)) return { episodes: left }
  const judgement = rule.judge(plan, withEpisodes(state, left), readingOf(asked.kind, asked), asked.due)
  if (judgement?.finding === undefined || judgement.finding.change === 'cleared') return { episodes: left }
  return { episodes: judgement.episodes, finding: notRepeated(judgement.finding, asked) }
}

const notRepeated = (finding: Finding, asked: Asked): Finding => ({
  ...finding,
  at: isoTime(asked.due),
  words: notRepeatedWords(finding.words),
})

function askedOf(rule: Rule, reading: Reading, at: Milliseconds, minutes: number): Asked {
  const { id: item, kind, device, value, components, quality } = reading
  return {
    rule,
    kind,
    at,
    due: at + minutes * MINUTE,
    item,
    device,
    ...(value !== undefined && { value }),
    ...(components !== undefined && { components }),
    ...(quality.length > 0 && { quality }),
  }
}

const withAsk = (episodes: Episodes, key: string, asked: Asked): Episodes => ({
  ...episodes,
  asks: { ...episodes.asks, [key]: asked },
})

function withoutAsk(episodes: Episodes, key: string): Episodes {
  if (episodes.asks?.[key] === undefined) return episodes
  const { asks, ...others } = episodes
  const { [key]: _answered, ...rest } = asks
  return Object.keys(rest).length === 0 ? others : { ...others, asks: rest }
}

/** Without the questions that are not meant any more. */
export function keepingAsks(episodes: Episodes, isKept: (asked: Asked) => boolean): Episodes {
  let kept = episodes
  for (const [key, asked] of Object.entries(episodes.asks ?? {})) if (!isKept(asked)) kept = withoutAsk(kept, key)
  return kept
}
