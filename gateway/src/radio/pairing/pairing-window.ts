import { type Clock, isoTime, type Milliseconds, type PairingAnswer, type PairingState } from '@kotisilta/contract'
import { matchProfile, type Sighting } from '@kotisilta/device-profiles'
import type { Logger } from 'pino'
import type { PairOutcome, Radio } from '../radio.ts'
import { addFound, type Found } from './found.ts'

export interface PairingOptions {
  readonly radio: Radio
  readonly clock: Clock
  readonly log: Logger
  /** Whether that address is a device of this home already. */
  isOfHome(address: string): boolean
  /** The state is now another. */
  changed(): void
}

export interface PairingRequest {
  /** By the gateway's clock. */
  readonly until: Milliseconds
  /** `ble:<address>`: that one is bonded with as soon as it is heard. Without, what is heard is only shown. */
  readonly device?: string
}

/** How a window ended; `closed`: nothing was bonded with. */
export type PairingResult = { readonly outcome: Exclude<PairOutcome, 'stopped' | 'radio-down'> | 'closed' }

/** For a while the gateway looks for new devices, and bonds with the one that is named. */
export interface PairingWindows {
  /** Ends the window before it, if one is open. Resolves when this one ends. */
  open(request: PairingRequest): Promise<PairingResult>
  /** What the technician says to what the device wants to know; false if nothing was asked. */
  answer(answer: PairingAnswer): boolean
  /** The window that is open, or how the last one ended; undefined if there was none. */
  state(): PairingState | undefined
  /** Whether a bond with that address is under way: nobody else is to connect to it meanwhile. */
  isTaken(address: string): boolean
  close(): void
}

/** Nobody stands beside a device for longer. */
const LONGEST: Milliseconds = 10 * 60_000
const BLUETOOTH = 'ble:'

type Stage = PairingState['stage']

interface Window {
  stage: Stage
  readonly until: Milliseconds
  readonly device?: string
  passkey?: string
  found: readonly Found[]
  bonding: boolean
  answered?: ((answer: PairingAnswer) => void) | undefined
  end(outcome: PairingResult['outcome']): void
}

export function pairingWindows({ radio, clock, log, ...options }: PairingOptions): PairingWindows {
  let window: Window | undefined

  function become(open: Window, stage: Stage, passkey?: string): void {
    if (open !== window) return
    open.stage = stage
    if (passkey === undefined) delete open.passkey
    else open.passkey = passkey
    options.changed()
  }

  /** What the technician answers; undefined when the window ends first. */
  const asked = (
    open: Window,
    stage: Stage,
    over: AbortSignal,
    passkey?: string,
  ): Promise<PairingAnswer | undefined> => {
    become(open, stage, passkey)
    return new Promise((resolve) => {
      over.addEventListener('abort', () => resolve(undefined))
      open.answered = resolve
    })
  }

  async function bond(open: Window, address: string, over: AbortSignal): Promise<void> {
    open.bonding = true
    become(open, 'bonding')
    const agent = {
      typeOnDevice: (passkey: string) => become(open, 'type-on-device', passkey),
      shownOnDevice: async () => (await asked(open, 'say-what-it-shows', over))?.passkey,
      isSame: async (passkey: string) => (await asked(open, 'compare', over, passkey))?.same === true,
    }
    const outcome = await radio.pair(address, agent, over)
    open.bonding = false
    open.answered = undefined
    log.info({ device: open.device, outcome }, 'bonding over')
    if (outcome === 'paired' || outcome === 'refused') return open.end(outcome)
    // It may be heard again before the window closes.
    if (outcome !== 'stopped') become(open, 'not-reached')
  }

  function sighted(open: Window, sighting: Sighting, over: AbortSignal): void {
    const device = `${BLUETOOTH}${sighting.address}`
    if (device === open.device && !open.bonding) void bond(open, sighting.address, over)
    if (options.isOfHome(sighting.address)) return
    const profile = matchProfile(sighting)
    if (profile === undefined) return
    const found = addFound(open.found, { device, profile: profile.id, name: sighting.name, rssi: sighting.rssi })
    if (found === open.found) return
    open.found = found
    options.changed()
  }

  return {
    open({ until, device }) {
      window?.end('closed')
      const ended = Promise.withResolvers<PairingResult>()
      const over = new AbortController()
      const open: Window = {
        stage: 'open',
        until,
        ...(device !== undefined && { device }),
        found: [],
        bonding: false,
        end(outcome) {
          clearTimeout(timer)
          unwatch()
          become(open, outcome)
          open.answered = undefined
          open.end = () => {}
          over.abort()
          ended.resolve({ outcome })
        },
      }
      window = open
      const timer = setTimeout(() => open.end('closed'), Math.min(Math.max(0, until - clock.now()), LONGEST))
      const unwatch = radio.watch({ sighting: (sighting) => sighted(open, sighting, over.signal), state: () => {} })
      options.changed()
      return ended.promise
    },
    answer(answer) {
      const answered = window?.answered
      if (window === undefined || answered === undefined) return false
      window.answered = undefined
      answered(answer)
      become(window, 'bonding')
      return true
    },
    state() {
      if (window === undefined) return undefined
      const { stage, until, device, passkey, found } = window
      return {
        stage,
        until: isoTime(until),
        ...(device !== undefined && { device }),
        ...(passkey !== undefined && { passkey }),
        found: [...found],
      }
    },
    isTaken: (address) => window?.bonding === true && window.device === `${BLUETOOTH}${address}`,
    close: () => window?.end('closed'),
  }
}
