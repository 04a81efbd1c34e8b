import type { Machine } from './measure/machine.ts'
import type { CatchUp } from './scenarios/catch-up.ts'
import type { Life } from './scenarios/life.ts'
import type { Maximum } from './scenarios/maximum.ts'
import type { Played } from './scenarios/play.ts'

/** One turn of every system, on the same machine and right after one another. */
export interface Round {
  readonly bare: Life
  readonly plain: Life
  readonly ours: Life | undefined
  /** W1b, the same items 50 a message. */
  readonly batched: Maximum | undefined
}

/** What is measured once: a gap of days caught up with, what it takes on disk, and starting again on top of it. */
export interface Aftermath {
  readonly catchUp: CatchUp
  /** By how much the data folder grew. */
  readonly bytesPerItem: number
  readonly restartMs: readonly number[]
}

export interface Outcome {
  readonly startedAt: string
  readonly mode: string
  readonly machine: Machine
  /** Which broker the plain Node system had. */
  readonly plainBroker: string
  readonly rounds: readonly Round[]
  readonly aftermath: Aftermath | undefined
}

/** Every recording that was played in a life. */
export const playedIn = (life: Life): readonly Played[] =>
  [life.idle, ...playedFor(life.maximum), life.half].filter((played) => played !== undefined)

export const playedFor = ({ warmUp, flood, steps }: Maximum): readonly Played[] => [warmUp, flood, ...steps]
