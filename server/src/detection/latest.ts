import { READING_KIND_NAMES, type ReadingKind } from '@kotisilta/contract'
import type { Remembered } from './state.ts'

/**
 * The newest judged reading of each kind. Every kind is there from the beginning, as undefined: so all people's have one
 * shape, and a copy, which is made for every item, is a copy of memory.
 */
export type Latest = Readonly<Record<ReadingKind, Remembered | undefined>>

export const NOTHING: Latest = Object.fromEntries(READING_KIND_NAMES.map((kind) => [kind, undefined])) as Latest

/** Copied and then set: a computed key inside the literal is several times as slow. */
export function withNewest(latest: Latest, kind: ReadingKind, reading: Remembered | undefined): Latest {
  const next: Record<ReadingKind, Remembered | undefined> = { ...latest }
  next[kind] = reading
  return next
}

/** What is known, kind by kind. */
export const known = (latest: Latest): [ReadingKind, Remembered][] =>
  READING_KIND_NAMES.flatMap((kind) => {
    const reading = latest[kind]
    return reading === undefined ? [] : [[kind, reading] as [ReadingKind, Remembered]]
  })

/** The newer of each kind, and the older where there is none. */
export function over(newer: Latest, older: Latest): Latest {
  const both: Record<ReadingKind, Remembered | undefined> = { ...older }
  for (const [kind, reading] of known(newer)) both[kind] = reading
  return both
}
