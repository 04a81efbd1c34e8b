import type { Plan } from '@kotisilta/contract'
import type { Chunk } from './chunks.ts'
import type { Part } from './share.ts'
import type { Counts } from './summary.ts'
import type { Survey } from './survey.ts'

/** How far threads may be ahead of what has been written, so that a slow reader does not fill the memory. */
export const AHEAD = 24

/** What a thread is started with: its number among so many, and the file in stretches. */
export interface Task {
  which: number
  threads: number
  path: string
  chunks: readonly Chunk[]
  plan: Plan
  scores: boolean
  /** One number: how many stretches have been written. */
  written: Int32Array
}

/** What it says: first what it has seen, then what is to be written, then what it has counted. */
export type Said =
  | { type: 'surveyed'; surveys: { stretch: number; survey: Survey }[] }
  | { type: 'part'; part: Part }
  | { type: 'done'; counts: Counts }
