import { systemClock } from '@kotisilta/contract'
import { AlertWatch } from '../load/alert-watch.ts'
import { type MixSource, mixSource } from '../load/record-mix.ts'
import { Recorder, type Recording } from '../load/recording.ts'
import { type Counters, countersBetween } from '../systems/counters.ts'
import type { System } from '../systems/system.ts'
import { createFleet, type Patient } from '../workload/fleet.ts'
import type { FleetLine } from '../workload/fleet-lines.ts'
import { DAY_MS, everydayDays } from '../workload/history.ts'
import { type Latency, type Played, play } from './play.ts'
import { W1 } from './stage.ts'

const PER_MESSAGE = 50
const SOS_PER_SECOND = 20

export interface CatchUpOptions {
  readonly patients: number
  readonly days: number
  /** For how long an SOS is pressed now and then while the rest pours in. */
  readonly sosSeconds: number
}

export interface CatchUp {
  readonly items: number
  readonly counted: Counters | undefined
  readonly itemsPerSecond: number
  /** SOS pressed and shown meanwhile. */
  readonly sosLatency: Latency | undefined
  /** Alerts missing, doubled or for nobody when both are over: everyday life must not alarm, and no SOS may be missing. */
  readonly wrong: number
  readonly drained: Played
}

/** Gateways that were cut off for days send what they kept, 50 items a message, while others press SOS. */
export async function measureCatchUp(
  system: System,
  lines: readonly FleetLine[],
  options: CatchUpOptions,
): Promise<CatchUp> {
  const fleet = createFleet(lines, W1.everydayPerHome)
  const source = mixSource(fleet, W1.seed, systemClock.now())
  const perHome = Math.ceil(options.patients / fleet.homes.length)
  const cutOff = fleet.homes.map((_, home) =>
    fleet.everyday.filter((patient) => patient.home === home).slice(0, perHome),
  )
  const history = recordHistory(source, cutOff, options.days)
  const countedBefore = await system.counters?.()
  const watch = new AlertWatch()
  system.watchWith?.(watch)
  const shared = { system, homes: fleet.homes, watch }
  const [urgent, drained] = await Promise.all([
    play({
      ...shared,
      recording: recordSos(source, Math.round(options.sosSeconds * SOS_PER_SECOND)),
      itemsPerSecond: SOS_PER_SECOND,
      clientSuffix: ':urgent',
    }),
    play({ ...shared, recording: history }),
  ])
  const countedAfter = await system.counters?.()
  const { missing, doubled, unknown } = watch.tally()
  return {
    items: drained.items + urgent.items,
    counted: countedBefore && countedAfter && countersBetween(countedBefore, countedAfter),
    itemsPerSecond: drained.rate.dealtWith,
    sosLatency: urgent.alertLatency,
    wrong: missing + doubled + unknown,
    drained,
  }
}

function recordSos(source: MixSource, count: number): Recording {
  const now = systemClock.now()
  const recorder = new Recorder({ ...source, perMessage: 1, sent: now })
  for (let index = 0; index < count; index++) {
    recorder.add(source.fleet.takeUnused(), { type: 'event', kind: 'sos-pressed' }, now - count + index, true)
  }
  return recorder.finish()
}

function recordHistory(source: MixSource, cutOff: readonly (readonly Patient[])[], days: number): Recording {
  const recorder = new Recorder({ ...source, perMessage: PER_MESSAGE, sent: systemClock.now() })
  const dayOf = everydayDays(source.random)
  const begin = systemClock.now() - days * DAY_MS
  for (const patients of cutOff) {
    for (let day = 0; day < days; day++) {
      for (const { patient, at, sign } of dayOf(patients, begin + day * DAY_MS)) recorder.add(patient, sign, at, false)
    }
  }
  return recorder.finish()
}
