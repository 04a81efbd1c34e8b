import type { System } from '../systems/system.ts'
import type { FleetLine } from '../workload/fleet-lines.ts'
import { measureHalf, measureIdle } from './latency.ts'
import { findMaximum, type Maximum } from './maximum.ts'
import type { Played } from './play.ts'
import { createStage } from './stage.ts'

/** How long each part of a round takes, in seconds. */
export interface Durations {
  readonly idle: number
  readonly flood: number
  readonly step: number
  readonly half: number
}

/** What one system did in one round of W1, from its start to its end. */
export interface Life {
  readonly maximum: Maximum
  /** Undefined for a system without alerts, or when no even rate was sustained. */
  readonly idle: Played | undefined
  readonly half: Played | undefined
}

/** Plays W1 to a system just started, and stops it. */
export async function liveThrough(system: System, lines: readonly FleetLine[], seconds: Durations): Promise<Life> {
  try {
    const stage = createStage(system, lines)
    const alerting = system.watchWith !== undefined
    const idle = alerting ? await measureIdle(stage, seconds.idle) : undefined
    const maximum = await findMaximum(stage, { floodSeconds: seconds.flood, stepSeconds: seconds.step })
    const rate = maximum.sustained?.rate.asked
    const half = alerting && rate !== undefined ? await measureHalf(stage, rate, seconds.half) : undefined
    return { maximum, idle, half }
  } finally {
    await system.stop()
  }
}

/** The same items, 50 a message. */
export async function liveThroughBatches(
  system: System,
  lines: readonly FleetLine[],
  seconds: Durations,
): Promise<Maximum> {
  try {
    const options = { floodSeconds: seconds.flood, stepSeconds: seconds.step, perMessage: 50 }
    return await findMaximum(createStage(system, lines), options)
  } finally {
    await system.stop()
  }
}
