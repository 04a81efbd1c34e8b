import type { Milliseconds } from '@kotisilta/contract'

/** Homes of one area that are cut off within so long of each other have one cause; so many make it worth saying (ours). */
export const STORM_WITHIN: Milliseconds = 10 * 60_000
const STORM_HOMES = 5

/** A home that is cut off, as one alert sees it. */
export interface CutOff {
  alert: string
  home: string
  at: Milliseconds
}

/** One cause: its members in the order in which they came. */
export interface Storm {
  id: string
  since: Milliseconds
  newest: Milliseconds
  members: readonly CutOff[]
}

/** What is known of the homes of an area. */
export interface Outages {
  /** Cut off of late, each for itself so far. */
  loose: readonly CutOff[]
  storm?: Storm
}

export const NO_OUTAGES: Outages = { loose: [] }

/**
 * One more home of the area is cut off: it joins what is going on, or makes it a storm, or stands alone for now.
 * @returns `joined`: whose alerts have one cause now and had not before
 */
export function withCutOff(
  { loose, storm }: Outages,
  one: CutOff,
  newId: () => string,
): { outages: Outages; joined: readonly CutOff[] } {
  if (storm !== undefined && Math.abs(one.at - storm.newest) <= STORM_WITHIN) {
    if (storm.members.some(({ alert }) => alert === one.alert)) return { outages: { loose, storm }, joined: [] }
    const grown = { ...storm, newest: Math.max(storm.newest, one.at), members: [...storm.members, one] }
    return { outages: { loose, storm: grown }, joined: [one] }
  }
  const near = loose.filter(({ alert, at }) => alert !== one.alert && Math.abs(one.at - at) <= STORM_WITHIN)
  const all = [...near, one]
  const kept = storm !== undefined && { storm }
  if (new Set(all.map(({ home }) => home)).size < STORM_HOMES) return { outages: { loose: all, ...kept }, joined: [] }
  const since = Math.min(...all.map(({ at }) => at))
  return { outages: { loose: [], storm: { id: newId(), since, newest: one.at, members: all } }, joined: all }
}

/** How many homes a storm's words speak of: they change when another of these has been reached. */
const TOLD = [STORM_HOMES, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]

export const homesOf = ({ members }: Storm): number => new Set(members.map(({ home }) => home)).size

/** Undefined unless it is just then worth saying it anew. */
export const worthSaying = (homes: number): number | undefined => TOLD.find((told) => told === homes)
