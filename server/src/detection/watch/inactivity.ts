import type { Milliseconds, Plan } from '@kotisilta/contract'
import { dayOf, hourOf, momentOf } from '../local-time.ts'
import { HOUR } from '../time.ts'
import { inactivityOverWords, inactivityWords } from '../words/inactivity.ts'
import { causeOf, isListening } from './causes.ts'
import { type DayMoves, movedIn, movesOf, toldOf } from './moves.ts'
import type { WatchRule } from './watch-rule.ts'

/** What is told of an hour may come so long after its end (ours: docs/clinical-sources.md). */
const SETTLING: Milliseconds = HOUR / 4
const FEWEST_DAYS = 7
/** As far back as a stillness is counted. */
const MOST_HOURS = 24

/** No movement for hours in a row in which this person moves on (nearly) every day. */
export const inactivity: WatchRule = {
  rule: 'inactivity',
  version: 1,
  problem: 'activity',
  episode: 'inactivity',
  isOn: (plan) => plan.inactivity.enabled,
  another: 3,
  name: { fi: 'liikkumattomuus', sv: 'orörlighet', en: 'no movement' },
  look(plan, state, moment) {
    const { now } = moment
    const { moves = [] } = state.episodes.facts ?? {}
    const byEvents = moves.some(([, , , , byEvent]) => byEvent === 1)
    const isUnseen = causeOf(plan, state, now, undefined, !byEvents) !== undefined
    if (isUnseen || !isListening(state.watching, moment)) return undefined
    const home: Home = { plan, moves, byEvents }
    const open = momentOf(dayOf(now - SETTLING), hourOf(now - SETTLING) * 60)
    const still = stillHours(home, open)
    const isMoving = movedAt(home, open) || movedAt(home, now)
    const { hours } = plan.inactivity
    let since = open
    while (since > open - MOST_HOURS * HOUR && isUnusual(home, since - HOUR, hours)) since -= HOUR
    return {
      amount: still,
      isTrue: !isMoving && isUnusual(home, open, hours),
      isOver: isMoving || still === 0,
      since,
      priority: 'medium',
      words: () =>
        inactivityWords({ from: hourOf(since - hours * HOUR), until: hourOf(open), days: plan.inactivity.days }),
      overWords: inactivityOverWords,
    }
  },
  // The clocks are changed by whole hours.
  nextLook: (_plan, _state, { now }) => (Math.floor((now - SETTLING) / HOUR) + 1) * HOUR + SETTLING,
}

interface Home {
  plan: Plan
  moves: readonly DayMoves[]
  /** Whether sensors tell of movement only when there is some. */
  byEvents: boolean
}

/** How many hours up to that moment are known to have passed without movement. */
function stillHours(home: Home, until: Milliseconds): number {
  let count = 0
  while (count < MOST_HOURS && isStill(home, until - (count + 1) * HOUR)) count++
  return count
}

function isStill({ moves, byEvents }: Home, start: Milliseconds): boolean {
  const day = movesOf(moves, dayOf(start))
  if (day === undefined) return byEvents
  return !movedIn(day, hourOf(start)) && (byEvents || toldOf(day, hourOf(start)))
}

function movedAt({ moves }: Home, at: Milliseconds): boolean {
  const day = movesOf(moves, dayOf(at))
  return day !== undefined && movedIn(day, hourOf(at))
}

/** Whether the hours before a moment were still, and are not usually. */
function isUnusual(home: Home, until: Milliseconds, hours: number): boolean {
  for (let back = 1; back <= hours; back++) {
    const start = until - back * HOUR
    if (!isStill(home, start) || !isUsuallyMoving(home, dayOf(start), hourOf(start))) return false
  }
  return true
}

function isUsuallyMoving({ plan, moves, byEvents }: Home, day: number, hour: number): boolean {
  const { days, share } = plan.inactivity
  let known = 0
  let moved = 0
  for (const each of moves) {
    if (each[0] < day - days || each[0] >= day || !(byEvents || toldOf(each, hour))) continue
    known++
    if (movedIn(each, hour)) moved++
  }
  return known >= FEWEST_DAYS && moved >= share * known
}
