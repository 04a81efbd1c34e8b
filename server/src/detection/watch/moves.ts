import type { Item, Milliseconds } from '@kotisilta/contract'
import { dayOf, hourOf, minuteOf } from '../local-time.ts'

/**
 * One day's movements, as bits: the hours in which the person moved, the hours of which a device told whether they did,
 * the quarters of the night (23-06) that ends on that day in which they moved, and whether any of it was said by events.
 */
export type DayMoves = readonly [day: number, moved: number, told: number, night: number, byEvents: 0 | 1]

/** Days that are kept: those that are compared with, today, and one for what comes late. */
const KEPT_DAYS = 16
/** Nights begin at eleven in the evening and end at six; 28 quarters. */
const NIGHT_STARTS = 23 * 60
const NIGHT_ENDS = 6 * 60
const QUARTER = 15

const MOVING_EVENTS: ReadonlySet<Item['kind']> = new Set<Item['kind']>([
  'motion',
  'door-opened',
  'door-closed',
  'bed-entered',
  'bed-left',
  'left-home',
  'came-home',
])
const NONE: readonly DayMoves[] = []

/** Undefined if the item says nothing of movement. */
function movement(item: Item): { moved: boolean; byEvent: boolean } | undefined {
  if (item.type === 'event') return MOVING_EVENTS.has(item.kind) ? { moved: true, byEvent: true } : undefined
  if (item.kind !== 'steps' && item.kind !== 'activity') return undefined
  return { moved: typeof item.value === 'number' && item.value > 0, byEvent: false }
}

/** The same object if the item says nothing new. */
export function withMove(before: readonly DayMoves[] = NONE, item: Item, at: Milliseconds): readonly DayMoves[] {
  const said = movement(item)
  if (said === undefined) return before
  // An interval is told at its end, which may be the first moment of the next hour.
  const moment = said.byEvent ? at : at - 1
  const hour = 1 << hourOf(moment)
  const night = nightQuarter(moment)
  let after = joined(before, [
    dayOf(moment),
    said.moved ? hour : 0,
    said.byEvent ? 0 : hour,
    said.moved && night?.day === dayOf(moment) ? night.quarter : 0,
    said.byEvent ? 1 : 0,
  ])
  if (said.moved && night !== undefined && night.day !== dayOf(moment))
    after = joined(after, [night.day, 0, 0, night.quarter, 0])
  return after
}

/** The night to which a moment belongs: that of the day on which it ends. */
function nightQuarter(at: Milliseconds): { day: number; quarter: number } | undefined {
  const minute = minuteOf(at)
  if (minute >= NIGHT_STARTS) return { day: dayOf(at) + 1, quarter: 1 << ((minute - NIGHT_STARTS) / QUARTER) }
  return minute < NIGHT_ENDS ? { day: dayOf(at), quarter: 1 << (minute / QUARTER + 4) } : undefined
}

function joined(before: readonly DayMoves[], more: DayMoves): readonly DayMoves[] {
  const [day, moved, told, night, byEvents] = more
  const newest = before.at(-1)?.[0] ?? day
  if (day <= newest - KEPT_DAYS) return before
  const place = before.findIndex((each) => each[0] >= day)
  const known = before[place]
  if (known === undefined || known[0] !== day) {
    const after = before.toSpliced(place === -1 ? before.length : place, 0, more)
    return after.filter((each) => each[0] > Math.max(newest, day) - KEPT_DAYS)
  }
  const all: DayMoves = [day, known[1] | moved, known[2] | told, known[3] | night, known[4] | byEvents ? 1 : 0]
  return all.every((each, index) => each === known[index]) ? before : before.with(place, all)
}

export const movesOf = (moves: readonly DayMoves[] = NONE, day: number): DayMoves | undefined =>
  moves.findLast((each) => each[0] === day)

export const movedIn = ([, moved]: DayMoves, hour: number): boolean => (moved & (1 << hour)) !== 0
export const toldOf = ([, , told]: DayMoves, hour: number): boolean => (told & (1 << hour)) !== 0

/** In how many quarters of the night that ends on that day the person moved. */
export function restlessQuarters([, , , night]: DayMoves): number {
  let count = 0
  for (let bits = night; bits !== 0; bits &= bits - 1) count++
  return count
}
