import type { Played } from './play.ts'
import type { Stage } from './stage.ts'

/** Rates to try, as shares of what a flood went through with. */
const LADDER = [1, 0.85, 0.7, 0.55, 0.4]
const WARM_UP_ITEMS = 60_000
const FLOOD_ITEMS = { least: 20_000, most: 600_000 }

export interface Maximum {
  readonly warmUp: Played
  readonly flood: Played
  readonly steps: readonly Played[]
  /** The highest step that passed; undefined if none did. */
  readonly sustained: Played | undefined
}

export interface MaximumOptions {
  readonly floodSeconds: number
  readonly stepSeconds: number
  readonly perMessage?: number
}

/** The highest rate at which nothing stays behind: a flood first, then a ladder of even rates below it. */
export async function findMaximum(stage: Stage, options: MaximumOptions): Promise<Maximum> {
  const { floodSeconds, stepSeconds, perMessage = 1 } = options
  const warmUp = await stage.perform({ items: WARM_UP_ITEMS, perMessage })
  const wanted = Math.round(warmUp.rate.dealtWith * floodSeconds)
  const items = Math.min(Math.max(wanted, FLOOD_ITEMS.least), FLOOD_ITEMS.most)
  const flood = await stage.perform({ items, perMessage })
  const steps: Played[] = []
  for (const share of LADDER) {
    const rate = Math.round((flood.rate.dealtWith * share) / 50) * 50
    const step = await stage.perform({ items: rate * stepSeconds, rate, perMessage })
    steps.push(step)
    if (step.passed) break
  }
  return { warmUp, flood, steps, sustained: steps.find(({ passed }) => passed) }
}
