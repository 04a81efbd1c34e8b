import { setTimeout as sleep } from 'node:timers/promises'
import { type AlertTally, AlertWatch } from '../load/alert-watch.ts'
import { Load } from '../load/load.ts'
import type { Recording } from '../load/recording.ts'
import { percentile } from '../measure/percentile.ts'
import { beginStretch, type Stretch } from '../measure/stretch.ts'
import { type Counters, countersBetween } from '../systems/counters.ts'
import type { System } from '../systems/system.ts'
import type { Home } from '../workload/fleet.ts'

/** QoS 1 messages in flight on a connection (W1). */
const WINDOW = 20
/** Nothing may be behind for longer than this after the last publish. */
const BEHIND_MS = 1000
/** How long a system that has fallen behind gets to catch up before the bench gives up on it. */
const DRAIN_MS = 120_000
/** How long an alert may come after everything has been dealt with. */
const LAST_ALERT_MS = 2000

export interface Latency {
  readonly count: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** What came of one recording played to one system. */
export interface Played {
  readonly items: number
  /** Items a second: asked for (undefined in a flood), published, and dealt with. */
  readonly rate: { readonly asked: number | undefined; readonly published: number; readonly dealtWith: number }
  /** From the last publish until everything was acknowledged and dealt with; undefined if that never came. */
  readonly behindMs: number | undefined
  readonly alerts: Omit<AlertTally, 'latencies'>
  /** Publish to alert; undefined when there was none. */
  readonly alertLatency: Latency | undefined
  readonly acknowledgeLatency: Latency | undefined
  readonly resent: number
  readonly disconnects: number
  readonly stretch: Stretch
  /** What the system itself counted meanwhile; undefined where it counts nothing. */
  readonly counted: Counters | undefined
  /** All acknowledged and stored, nothing behind, at the rate asked for, alerts exactly as many as alarms. */
  readonly passed: boolean
}

export interface Performance {
  readonly system: System
  readonly homes: readonly Home[]
  readonly recording: Recording
  /** As fast as it goes when absent. */
  readonly itemsPerSecond?: number
  /** Behind each gateway's id in the client id, for its second connection. */
  readonly clientSuffix?: string
  /** Where alerts are counted when several are played at once; who made it also attaches it. */
  readonly watch?: AlertWatch
}

/** Plays a recording to a system and waits until that has dealt with it. */
export async function play(performed: Performance): Promise<Played> {
  const { system, homes, recording, itemsPerSecond, clientSuffix = '' } = performed
  const watch = performed.watch ?? new AlertWatch()
  if (performed.watch === undefined) system.watchWith?.(watch)
  const countedBefore = await system.counters?.()
  const dealtBefore = (await system.dealtWith?.()) ?? 0
  const load = new Load({ port: system.mqttPort, homes, recording, window: WINDOW, watch, clientSuffix })
  try {
    await load.open()
    const end = beginStretch(system.processes)
    if (itemsPerSecond === undefined) await load.flood(DRAIN_MS)
    else await load.atRate((itemsPerSecond * recording.packets) / recording.items)
    const finishedAt = await drained(system, load, dealtBefore + recording.packets)
    if (system.watchWith !== undefined) await alertsCame(watch)
    const stretch = end()
    const countedAfter = await system.counters?.()
    const counted = countedBefore && countedAfter && countersBetween(countedBefore, countedAfter)
    return summarise({ ...performed, load, watch, stretch, finishedAt, counted })
  } finally {
    load.close()
  }
}

/** When everything was acknowledged and dealt with; undefined if it never was. */
async function drained(system: System, load: Load, target: number): Promise<number | undefined> {
  if (!(await load.acknowledgedAll(DRAIN_MS))) return undefined
  if (system.dealtWith === undefined) return load.lastAcknowledgedAt
  const end = performance.now() + DRAIN_MS
  while (performance.now() < end) {
    if ((await system.dealtWith()) >= target) return performance.now()
    await sleep(5)
  }
  return undefined
}

async function alertsCame(watch: AlertWatch): Promise<void> {
  const end = performance.now() + LAST_ALERT_MS
  while (watch.missing > 0 && performance.now() < end) await sleep(5)
}

interface Observed extends Performance {
  readonly load: Load
  readonly watch: AlertWatch
  readonly stretch: Stretch
  readonly finishedAt: number | undefined
  readonly counted: Counters | undefined
}

function summarise(observed: Observed): Played {
  const { system, load, recording, watch, stretch, finishedAt, counted, itemsPerSecond: asked } = observed
  const { latencies, ...alerts } = watch.tally()
  const perSecond = (until: number): number => (recording.items / (until - load.startedAt)) * 1000
  const lastPublishedAt = asked === undefined ? load.lastAcknowledgedAt : load.releasedAt
  const published = perSecond(lastPublishedAt)
  const behindMs = finishedAt === undefined ? undefined : finishedAt - lastPublishedAt
  const alertsExact = alerts.missing === 0 && alerts.doubled === 0 && alerts.unknown === 0
  return {
    items: recording.items,
    rate: { asked, published, dealtWith: finishedAt === undefined ? 0 : perSecond(finishedAt) },
    behindMs,
    alerts,
    alertLatency: latencyOf(latencies),
    acknowledgeLatency: latencyOf(load.acknowledgeLatencies),
    resent: load.resent,
    disconnects: load.disconnects,
    stretch,
    counted,
    passed:
      behindMs !== undefined &&
      behindMs <= BEHIND_MS &&
      (system.watchWith === undefined || alertsExact) &&
      (counted === undefined || counted.items === recording.items) &&
      published >= (asked ?? 0) * 0.98,
  }
}

function latencyOf(values: readonly number[]): Latency | undefined {
  const [p50, p99, max] = [percentile(values, 0.5), percentile(values, 0.99), percentile(values, 1)]
  if (p50 === undefined || p99 === undefined || max === undefined) return undefined
  return { count: values.length, p50, p99, max }
}
