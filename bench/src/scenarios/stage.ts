import { systemClock } from '@kotisilta/contract'
import { type MixSource, mixSource, recordMix } from '../load/record-mix.ts'
import type { System } from '../systems/system.ts'
import { createFleet, type Fleet } from '../workload/fleet.ts'
import type { FleetLine } from '../workload/fleet-lines.ts'
import { type Played, play } from './play.ts'

/** W1: 200 connections and 2,000 everyday patients. */
export const W1 = { seed: 42, homes: 200, everydayPerHome: 10 } as const

interface Act {
  readonly items: number
  /** Items a second; undefined for as fast as it goes. */
  readonly rate?: number
  readonly perMessage?: number
  /** 0.01 for 1 %. */
  readonly alarmShare?: number
}

/** One running system with a fleet of its own: nobody there has alarmed yet. */
export interface Stage {
  readonly system: System
  readonly fleet: Fleet
  /** Records and plays one act of the W1 mix. Fewer items if there are not enough patients left to alarm. */
  perform(act: Act): Promise<Played>
}

export function createStage(system: System, lines: readonly FleetLine[]): Stage {
  const fleet = createFleet(lines, W1.everydayPerHome)
  const source: MixSource = mixSource(fleet, W1.seed, systemClock.now())
  return {
    system,
    fleet,
    async perform({ items, rate, perMessage = 1, alarmShare = 0.01 }) {
      const affordable = Math.floor((fleet.unusedLeft() * 0.8) / alarmShare)
      const count = Math.min(items, affordable)
      if (count < items / 5) {
        throw new Error(`${fleet.unusedLeft()} patients left to alarm are too few for ${items} items: provision more`)
      }
      const span = (count / (rate ?? 50_000)) * 1000
      const recording = recordMix(source, { items: count, perMessage, alarmShare, span }, systemClock.now())
      return play({ system, homes: fleet.homes, recording, ...(rate === undefined ? {} : { itemsPerSecond: rate }) })
    },
  }
}
