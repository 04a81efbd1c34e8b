import { type Clock, type EventKind, type Milliseconds, URGENT_EVENT_KINDS } from '@kotisilta/contract'
import { bytesOf, type Decoded, type Sighting, type WriteSurroundings } from '@kotisilta/device-profiles'
import type { Logger } from 'pino'
import type { HomeDevice } from '../collect/effective-config.ts'
import { nextVisit, type Visits } from '../collect/visits.ts'
import type { Origin } from '../intake.ts'
import type { DeviceMemory } from '../store/device-memory.ts'
import { advertisements } from './advertisements.ts'
import { hasMoreToSay, homeVisit } from './home-visit.ts'
import { askForLink, type LinkBudget, linkOver, linkSpoke, NO_LINKS } from './link-budget.ts'
import { inTurn, stepsOf } from './profile-steps.ts'
import type { CollectOutcome, Radio, RadioFrame } from './radio.ts'

export interface HomeCollectorOptions {
  readonly radio: Radio
  readonly clock: Clock
  readonly log: Logger
  /** The home's device of that address; undefined for the neighbour's. */
  deviceAt(address: string): HomeDevice | undefined
  /** Connections at once that the adapter can keep. */
  readonly links: number
  /** Whether somebody else has a connection to it, or is making one. */
  isTaken(address: string): boolean
  /** Whether somebody stands there and tries the devices: each is then visited whenever it is heard. */
  isTrying?(): boolean
  heard(device: string, rssi: number | undefined): void
  /** Resolves with whether it is safe. Never rejects. */
  take(origin: Origin, decoded: Decoded): Promise<boolean>
  /** Something that the device said was left out, because it says too much. */
  heldBack(device: string): void
  readonly memory: DeviceMemory
  timeZone(): string
  /** Whether the gateway knows the time: a meter's clock is set only by one that does. */
  clockIsKnown(): boolean
  stateChanged(): void
}

/** Listens for the home's devices, takes what they advertise, and connects to those that have more to say. */
export interface HomeCollector {
  /** The home's devices are others now: connections to those that are not are ended. */
  devicesChanged(): void
  /** Resolves when the last connection has ended. */
  close(): Promise<void>
}

/** Whether a device can call for help. */
const canCall = ({ kinds, urgent = [] }: HomeDevice['profile']): boolean =>
  urgent.length > 0 || kinds.some((kind) => URGENT_EVENT_KINDS.has(kind as EventKind))

/** Somebody waits for the device to show that it works. */
const WHILE_TRYING: Milliseconds = 1_000

interface Visit {
  readonly stop: AbortController
  readonly ended: Promise<void>
}

export function homeCollector(options: HomeCollectorOptions): HomeCollector {
  const { radio, clock, log, memory } = options
  const takeAdvertised = advertisements(options)
  const visits = new Map<string, Visit>()
  const history = new Map<string, Visits>()
  const warned = new Set<string>()
  let budget: LinkBudget = NO_LINKS

  function sighting(sighted: Sighting): void {
    const home = options.deviceAt(sighted.address)
    if (home === undefined) return
    options.heard(home.device, sighted.rssi)
    takeAdvertised(home, sighted)
    if (!hasMoreToSay(home) || visits.has(sighted.address) || options.isTaken(sighted.address)) return
    const past = history.get(sighted.address)
    if (past !== undefined && performance.now() < notBefore(past)) return
    if (!hasLink(sighted.address, home)) return
    const stop = new AbortController()
    visits.set(sighted.address, { stop, ended: visit(sighted.address, home, stop) })
  }

  const notBefore = (past: Visits): number =>
    options.isTrying?.() === true ? Math.min(past.notBefore, past.endedAt + WHILE_TRYING) : past.notBefore

  /** Whether there is a connection to be had for it; if it is to have another's, that one is ended. */
  function hasLink(address: string, { profile }: HomeDevice): boolean {
    const asked = askForLink(budget, address, canCall(profile), performance.now(), options.links)
    budget = asked.budget
    if (asked.turn.do === 'connect') return true
    if (asked.turn.end !== undefined) visits.get(asked.turn.end)?.stop.abort()
    return false
  }

  async function visit(address: string, home: HomeDevice, stop: AbortController): Promise<void> {
    const { device, profile } = home
    const { before, after } = inTurn(profile.onConnect ?? [])
    const { outcome, frames } = await homeVisit({
      radio,
      address,
      home,
      steps: stepsOf(before, () => surroundingsOf(home), options.clockIsKnown),
      afterwards: stepsOf(after, () => surroundingsOf(home), options.clockIsKnown),
      memory,
      stop,
      heard() {
        budget = linkSpoke(budget, address, performance.now())
        options.heard(device, undefined)
      },
      take: options.take,
      onRead: (frame) => read(device, frame),
      now: () => (options.clockIsKnown() ? clock.now() : undefined),
    })
    visits.delete(address)
    budget = linkOver(budget, address, performance.now())
    report(device, outcome, frames)
    history.set(address, nextVisit(history.get(address), { outcome, frames }, performance.now()))
  }

  function surroundingsOf({ configured: { userIndex, consentCode, unlockKey } }: HomeDevice): WriteSurroundings {
    const key = bytesOf(unlockKey ?? '')
    return {
      now: clock.now(),
      timeZone: options.timeZone(),
      ...(userIndex !== undefined && { userIndex }),
      ...(consentCode !== undefined && { consentCode }),
      ...(key?.length === 16 && { unlockKey: key }),
    }
  }

  /** What a device says of itself, such as its model and firmware: for support. */
  function read(device: string, { characteristic, bytes }: RadioFrame): void {
    log.debug({ device, characteristic, text: Buffer.from(bytes.subarray(0, 64)).toString() }, 'read')
  }

  function report(device: string, outcome: CollectOutcome, frames: number): void {
    log.debug({ device, outcome, frames }, 'connection over')
    const warning = WARNINGS[outcome]
    if (warning === undefined || warned.has(`${device} ${outcome}`)) return
    warned.add(`${device} ${outcome}`)
    log.warn({ device }, warning)
  }

  const unwatch = radio.watch({ sighting, state: () => options.stateChanged() })
  return {
    devicesChanged() {
      for (const [address, { stop }] of visits) if (options.deviceAt(address) === undefined) stop.abort()
    },
    async close() {
      unwatch()
      for (const { stop } of visits.values()) stop.abort()
      await Promise.all([...visits.values()].map(({ ended }) => ended))
    },
  }
}

/** What somebody has to do something about. */
const WARNINGS: Partial<Record<CollectOutcome, string>> = {
  'nothing-to-collect': 'the device has nothing of what its profile asks for',
  'step-failed': 'the device does not let itself be bonded with or unlocked',
}
