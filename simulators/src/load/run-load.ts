import { setTimeout as delay } from 'node:timers/promises'
import { type Clock, systemClock } from '@kotisilta/contract'
import type { FleetGateway } from './fleet.ts'
import { type LoadLink, openLoadLink } from './load-link.ts'
import { type Load, type LoadScenario, loadSource } from './load-scenario.ts'

export interface LoadOptions {
  fleet: readonly FleetGateway[]
  /** `mqtt://127.0.0.1:1883` */
  server: string
  scenario: LoadScenario
  /** Items a second, over all gateways together. */
  rate: number
  seed: number
  /** How long, in seconds; until `stop` if absent. */
  seconds?: number
  /** Ends the load before its time. */
  stop?: AbortSignal
  /** Told once a second. */
  progress?(soFar: LoadProgress): void
  clock?: Clock
}

export interface LoadProgress {
  sent: number
  acknowledged: number
  seconds: number
}

export interface LoadSummary extends LoadProgress {
  scenario: LoadScenario
  gateways: number
  patients: number
  /** SOS and falls among what was sent. */
  alarms: number
  /** Patients whom the scenario is about. */
  about: readonly string[]
}

/** So many may wait for their acknowledgement on one connection. */
const IN_FLIGHT = 20
/** So many gateways connect at the same time. */
const CONNECTING = 50
const TICK = 5
/** After the end, in milliseconds, for what is still under way. */
const PATIENCE = 10_000

/**
 * Plays a whole fleet against a running server: every gateway on its own connection, one item a message, QoS 1. What the server
 * is too slow for is sent later, not left out. Throws what `openLoadLink` throws.
 */
export async function runLoad(options: LoadOptions): Promise<LoadSummary> {
  const { fleet, server, scenario, rate, seed, seconds = Number.POSITIVE_INFINITY, stop, progress } = options
  const clock = options.clock ?? systemClock
  const counts = { sent: 0, acknowledged: 0 }
  const links = await connectAll(fleet, server, clock, () => {
    counts.acknowledged += 1
  })
  const source = loadSource(fleet, scenario, seed)
  const begun = performance.now()
  const elapsed = (): number => (performance.now() - begun) / 1_000
  const report = (): LoadProgress => ({ ...counts, seconds: Math.round(elapsed() * 10) / 10 })

  const ready = ({ gateway }: FleetGateway): boolean => (links.get(gateway)?.unacknowledged ?? IN_FLIGHT) < IN_FLIGHT
  const send = ({ gateway, item }: Load): void => {
    counts.sent += 1
    links.get(gateway.gateway)?.send(item, clock.now())
  }
  let streamed = 0
  const sendWhatIsDue = (passed: number): void => {
    for (const load of source.due(clock.now(), passed * 1_000)) send(load)
    for (const wanted = Math.floor(passed * rate); streamed < wanted; streamed += 1) {
      const load = source.next(clock.now(), ready)
      if (load === undefined) return
      send(load)
    }
  }

  let reported = 0
  try {
    for (let over = false; !over; ) {
      over = elapsed() >= seconds || stop?.aborted === true
      sendWhatIsDue(Math.min(elapsed(), seconds))
      if (elapsed() - reported >= 1) {
        reported = elapsed()
        progress?.(report())
      }
      if (!over) await delay(TICK)
    }
    const ended = performance.now()
    const summary = report()
    while (counts.acknowledged < counts.sent && performance.now() - ended < PATIENCE) await delay(TICK)
    return {
      scenario,
      gateways: fleet.length,
      patients: fleet.reduce((sum, { patients }) => sum + patients.length, 0),
      ...summary,
      ...counts,
      alarms: source.alarms,
      about: source.about,
    }
  } finally {
    await Promise.all([...links.values()].map((link) => link.close()))
  }
}

async function connectAll(
  fleet: readonly FleetGateway[],
  server: string,
  clock: Clock,
  acknowledged: () => void,
): Promise<Map<string, LoadLink>> {
  const links = new Map<string, LoadLink>()
  const waiting = [...fleet]
  const connect = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      links.set(next.gateway, await openLoadLink(server, next, clock.now(), acknowledged))
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(CONNECTING, fleet.length) }, connect))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) {
    await Promise.all([...links.values()].map((link) => link.close()))
    throw failed.reason
  }
  return links
}
