import { type Basis, isoTime, type Milliseconds, type Plan, type ReadingKind } from '@kotisilta/contract'
import type { PatientState } from '../state.ts'
import { HOUR } from '../time.ts'
import {
  connectedAgainWords,
  cutOffWords,
  deafWords,
  heardAgainWords,
  hearsAgainWords,
  notExpectedWords,
  silenceWords,
} from '../words/silence.ts'
import { CAUSES, type Cause, causeOf, cutOffSince, deafSince, isListening, isPaused, listensFrom } from './causes.ts'
import type { Facts, Heard, Watching } from './facts.ts'
import type { WatchRule } from './watch-rule.ts'

const MINUTE: Milliseconds = 60_000

/** What a wristband tells. */
const WORN: ReadonlySet<ReadingKind> = new Set<ReadingKind>(['heart-rate', 'steps', 'activity', 'sleep'])

/** A gateway says that its radio has trouble when it has tried to help itself; what passes within this needs nobody. */
const DEAF_MINUTES = 1

/** Told as low priority; as worse once a home has been cut off for long: nobody there can call for help. */
const AWARE = 1
const URGENT = 2

/**
 * No reading where the plan expects one, with the cause if it is known, or a home that is cut off. Whatever is missing
 * for one cause is one alert; in a pause nothing is expected.
 */
export const silence: WatchRule = {
  rule: 'silence',
  version: 1,
  problem: 'silence',
  episode: 'silence',
  isOn: () => true,
  another: 1,
  name: { fi: 'puuttuvat mittaukset', sv: 'uteblivna mätningar', en: 'missing readings' },
  look(plan, state, moment) {
    const { now } = moment
    const { episodes, watching } = state
    if (isPaused(plan, now)) return { ...NOTHING, overWords: notExpectedWords }
    const cutOff = cutOffSince(watching)
    if (cutOff !== undefined) return isListening(watching, moment) ? whileCutOff(plan, cutOff, now) : undefined
    if (episodes.silence?.cause === 'gateway') return { ...NOTHING, overWords: connectedAgainWords }
    const deaf = deafSince(watching)
    if (deaf !== undefined) return whileDeaf(plan, deaf, now)
    if (episodes.silence?.cause === 'radio' && isListening(watching, moment))
      return { ...NOTHING, overWords: hearsAgainWords }
    const missing = missingAt(plan, state, now)
    if (missing.length === 0 && episodes.silence?.cause === 'radio') return undefined
    if (missing.length === 0) return { ...NOTHING, overWords: heardAgainWords }
    if (!isListening(watching, moment)) return undefined
    const cause = CAUSES.find((each) => missing.some((one) => one.cause === each))
    const explained = missing.filter((one) => one.cause === cause)
    return {
      amount: AWARE,
      isTrue: true,
      isOver: false,
      since: Math.min(...missing.map(({ due }) => due)),
      priority: 'low',
      words: () =>
        silenceWords(
          explained.map(({ kind }) => kind),
          cause,
        ),
      overWords: heardAgainWords,
      basis: missing.flatMap(({ kind, heard }) => (heard === undefined ? [] : [basisOf(kind, heard)])),
      ...(cause !== undefined && { cause }),
    }
  },
  nextLook(plan, { episodes: { facts = {} }, watching }, moment) {
    const { now } = moment
    const cutOff = cutOffSince(watching)
    const deaf = deafSince(watching)
    const { gatewayMinutes, urgentMinutes } = plan.silence
    const times = [
      listensFrom(watching, moment.listening),
      ...(cutOff === undefined ? [] : [cutOff + gatewayMinutes * MINUTE, cutOff + urgentMinutes * MINUTE]),
      ...(deaf === undefined ? [] : [deaf + DEAF_MINUTES * MINUTE, deaf + urgentMinutes * MINUTE]),
      ...plan.pauses.flatMap(({ from, until }) => [Date.parse(from), Date.parse(until)]),
      // A reading is missing once its time is past.
      ...plan.expected.map((expected) => dueOf(plan, expected, facts, watching, now) + 1),
    ]
    return Math.min(...times.filter((time) => time > now))
  },
}

const NOTHING = {
  amount: 0,
  isTrue: false,
  isOver: true,
  since: 0,
  priority: 'low',
  words: heardAgainWords,
} as const satisfies Partial<ReturnType<WatchRule['look']>>

function whileCutOff({ silence: { gatewayMinutes, urgentMinutes } }: Plan, since: Milliseconds, now: Milliseconds) {
  const isUrgent = now >= since + urgentMinutes * MINUTE
  return {
    amount: isUrgent ? URGENT : AWARE,
    isTrue: now >= since + gatewayMinutes * MINUTE,
    isOver: false,
    since: since + (isUrgent ? urgentMinutes : gatewayMinutes) * MINUTE,
    priority: isUrgent ? 'medium' : 'low',
    words: () => cutOffWords(since),
    overWords: connectedAgainWords,
    cause: 'gateway',
  } as const
}

function whileDeaf({ silence: { urgentMinutes } }: Plan, since: Milliseconds, now: Milliseconds) {
  const isUrgent = now >= since + urgentMinutes * MINUTE
  return {
    amount: isUrgent ? URGENT : AWARE,
    isTrue: now >= since + DEAF_MINUTES * MINUTE,
    isOver: false,
    since: since + (isUrgent ? urgentMinutes : DEAF_MINUTES) * MINUTE,
    priority: isUrgent ? 'medium' : 'low',
    words: () => deafWords(since),
    overWords: hearsAgainWords,
    cause: 'radio',
  } as const
}

interface Missing {
  kind: ReadingKind
  /** When it should have been heard at the latest. */
  due: Milliseconds
  heard: Heard | undefined
  cause: Cause | undefined
}

function missingAt(plan: Plan, home: PatientState, now: Milliseconds): Missing[] {
  const { facts = {} } = home.episodes
  return plan.expected.flatMap((expected) => {
    const { kind } = expected
    const due = dueOf(plan, expected, facts, home.watching, now)
    if (due >= now) return []
    const last = home.watching?.heard[kind]
    const isWorn = WORN.has(kind) && (last === undefined || facts.worn?.device === last.device)
    return [{ kind, due, heard: last, cause: causeOf(plan, home, now, last?.device, isWorn) }]
  })
}

const dueOf = (
  plan: Plan,
  { kind, withinHours }: Plan['expected'][number],
  { since }: Facts,
  watching: Watching | undefined,
  now: Milliseconds,
): Milliseconds => Math.max(watching?.heard[kind]?.at ?? since ?? now, ...endsOfPauses(plan, now)) + withinHours * HOUR

/** After a pause a home has as long as ever. */
const endsOfPauses = ({ pauses }: Plan, now: Milliseconds): Milliseconds[] =>
  pauses.map(({ until }) => Date.parse(until)).filter((until) => until <= now)

const basisOf = (kind: ReadingKind, { item, at, device }: Heard): Basis => ({ item, kind, at: isoTime(at), device })
