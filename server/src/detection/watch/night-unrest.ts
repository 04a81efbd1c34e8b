import type { Milliseconds } from '@kotisilta/contract'
import { dayOf, minuteOf, momentOf } from '../local-time.ts'
import { deviationOf } from '../own-normal.ts'
import { spreadOf } from '../robust.ts'
import { nightCalmWords, nightUnrestWords } from '../words/night-unrest.ts'
import { isListening, isPaused } from './causes.ts'
import { type DayMoves, movesOf, restlessQuarters } from './moves.ts'
import type { WatchRule } from './watch-rule.ts'

/** In minutes after midnight: the night is over, and what was told of it has come (ours: docs/clinical-sources.md). */
const OVER = 6 * 60
const SETTLED = 6 * 60 + 30
const DAYS = 14
const FEWEST_DAYS = 7
/** The least that one deviation is, in quarters of an hour. */
const FLOOR = 1.5

/** More movement than this person's nights usually have, on nights in a row. */
export const nightUnrest: WatchRule = {
  rule: 'night-unrest',
  version: 1,
  problem: 'activity',
  episode: 'nightUnrest',
  isOn: (plan) => plan.nightUnrest.enabled,
  another: 2,
  name: { fi: 'yölevottomuus', sv: 'nattlig oro', en: 'restless nights' },
  look(plan, { episodes: { facts = {} }, watching }, moment) {
    const { now } = moment
    const { moves = [] } = facts
    const day = lastNight(now)
    if (!isListening(watching, moment) || isPaused(plan, momentOf(day, OVER))) return undefined
    const { sigmas, sustained } = plan.nightUnrest
    const nights: Night[] = []
    for (let back = 0; back < sustained; back++) {
      const night = nightOf(moves, day - back)
      if (night === undefined) break
      nights.push(night)
    }
    const newest = nights[0]
    if (newest === undefined) return undefined
    const least = nights.length < sustained ? 0 : Math.min(...nights.map(({ deviation }) => deviation))
    return {
      amount: Math.round(Math.max(0, least) * 10) / 10,
      isTrue: least >= sigmas,
      isOver: newest.deviation < sigmas - 1,
      since: momentOf(day, OVER),
      priority: 'low',
      words: () => nightUnrestWords({ quarters: newest.quarters, usual: newest.usual, nights: sustained }),
      overWords: nightCalmWords,
    }
  },
  nextLook: (_plan, _state, { now }) => momentOf(lastNight(now) + 1, SETTLED),
}

/** The day on which the last night ended of which everything has been told. */
const lastNight = (now: Milliseconds): number => dayOf(now) - (minuteOf(now) >= SETTLED ? 0 : 1)

/** Room for the nights before one; of no meaning between two calls. */
const BEFORE: number[] = []

interface Night {
  quarters: number
  usual: number
  deviation: number
}

function nightOf(moves: readonly DayMoves[], day: number): Night | undefined {
  const night = movesOf(moves, day)
  let count = 0
  for (const each of moves) if (each[0] >= day - DAYS && each[0] < day) BEFORE[count++] = restlessQuarters(each)
  if (night === undefined || count < FEWEST_DAYS) return undefined
  const usual = spreadOf(BEFORE, count)
  const quarters = restlessQuarters(night)
  return { quarters, usual: usual.middle, deviation: deviationOf(quarters, usual, FLOOR) }
}
