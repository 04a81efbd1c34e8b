import type { ReadingKind } from '@kotisilta/contract'
import type { Total } from './own-normal.ts'
import type { OpenPage, Page, Sum } from './pages.ts'

/** What a day comes to, in one kind of readings. */
export interface DayTotal {
  kind: ReadingKind
  totalOf(page: Page | OpenPage): Total | undefined
  /** The least that one deviation is, of what is usual (ours: docs/clinical-sources.md). */
  floorOf(usual: number): number
}

const whole = (sum: Sum | undefined): Total | undefined => sum && { count: sum[0], total: sum[1] }
const mean = (sum: Sum | undefined): Total | undefined => sum && { count: sum[0], total: sum[1] / sum[0] }

export const STEPS: DayTotal = {
  kind: 'steps',
  totalOf: ({ steps }) => whole(steps),
  floorOf: (usual) => Math.max(100, usual * 0.15),
}
/** The mean share of the time in movement. */
export const MOVEMENT: DayTotal = {
  kind: 'activity',
  totalOf: ({ activity }) => mean(activity),
  floorOf: (usual) => Math.max(1, usual * 0.15),
}
export const SLEEP: DayTotal = { kind: 'sleep', totalOf: ({ sleep }) => whole(sleep), floorOf: () => 30 }
