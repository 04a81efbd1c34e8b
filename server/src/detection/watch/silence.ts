import { type Basis, isoTime, type Milliseconds, type Plan, type ReadingKind } from '@kotisilta/contract'
import { HOUR } from '../time.ts'
import { heardAgainWords, silenceWords } from '../words/silence.ts'
import { CAUSES, type Cause, causeOf, isListening } from './causes.ts'
import type { Facts, Heard, Watching } from './facts.ts'
import type { WatchRule } from './watch-rule.ts'

/** What a wristband tells. */
const WORN: ReadonlySet<ReadingKind> = new Set<ReadingKind>(['heart-rate', 'steps', 'activity', 'sleep'])

/**
 * No reading where the plan expects one, with the cause if it is known. Whatever is missing for one cause is one alert; in
 * a pause nothing is expected.
 */
export const silence: WatchRule = {
  rule: 'silence',
  version: 1,
  problem: 'silence',
  episode: 'silence',
  isOn: (plan) => plan.expected.length > 0,
  another: Number.POSITIVE_INFINITY,
  name: { fi: 'puuttuvat mittaukset', sv: 'uteblivna mätningar', en: 'missing readings' },
  look(plan, { episodes: { facts = {} }, watching }, now) {
    if (watching === undefined || !isListening(watching, facts, now)) return undefined
    const missing = missingAt(plan, facts, watching, now)
    const cause = CAUSES.find((each) => missing.some((one) => one.cause === each))
    const explained = missing.filter((one) => one.cause === cause)
    return {
      amount: missing.length,
      isTrue: missing.length > 0,
      isOver: missing.length === 0,
      since: Math.min(...missing.map(({ due }) => due)),
      priority: 'low',
      words: () =>
        silenceWords(
          explained.map(({ kind }) => kind),
          cause,
        ),
      overWords: heardAgainWords,
      basis: missing.flatMap(({ kind, heard }) => (heard === undefined ? [] : [basisOf(kind, heard)])),
    }
  },
}

interface Missing {
  kind: ReadingKind
  /** When it should have been heard at the latest. */
  due: Milliseconds
  heard: Heard | undefined
  cause: Cause | undefined
}

function missingAt(plan: Plan, facts: Facts, { heard }: Watching, now: Milliseconds): Missing[] {
  const pauses = endsOfPauses(plan, now)
  return plan.expected.flatMap(({ kind, withinHours }) => {
    const last = heard[kind]
    const due = Math.max(last?.at ?? facts.since ?? now, ...pauses) + withinHours * HOUR
    if (due >= now) return []
    const isWorn = WORN.has(kind) && (last === undefined || facts.worn?.device === last.device)
    const cause = causeOf(plan, facts, now, last?.device, isWorn)
    return cause === 'paused' ? [] : [{ kind, due, heard: last, cause }]
  })
}

/** After a pause a home has as long as ever. */
const endsOfPauses = ({ pauses }: Plan, now: Milliseconds): Milliseconds[] =>
  pauses.map(({ until }) => Date.parse(until)).filter((until) => until <= now)

const basisOf = (kind: ReadingKind, { item, at, device }: Heard): Basis => ({ item, kind, at: isoTime(at), device })
