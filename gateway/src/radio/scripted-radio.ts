import type { Sighting, Subscription } from '@kotisilta/device-profiles'
import type {
  CollectOutcome,
  PairingAgent,
  PairOutcome,
  Radio,
  RadioFrame,
  RadioListener,
  RadioState,
  RadioStep,
  RadioTalk,
} from './radio.ts'

/** One thing that happens on the air. */
export type ScriptStep =
  /** The device advertises. */
  | { readonly sighting: Sighting }
  /** The device has a value to send; it is kept until somebody is connected to it who wants it. */
  | { readonly frame: RadioFrame & { readonly address: string } }
  /** What a read of that characteristic finds from now on. */
  | { readonly value: RadioFrame & { readonly address: string } }
  /** The device is no longer there. What nobody fetched is lost. */
  | { readonly gone: string }
  /** What the device needs of a person to be bonded with, from now on; without that it bonds with anybody. */
  | { readonly bonds: string; readonly how: Bonding['how']; readonly passkey?: string }
  /** The adapter is switched. */
  | { readonly powered: boolean }

/** A radio without Bluetooth: what it hears is what it is told. For tests, and for machines that have no D-Bus. */
export interface ScriptedRadio extends Radio {
  play(step: ScriptStep): void
  /** Calls back with what is written to devices; a device is understood to have what the services that it names may have. */
  onWrite(listener: (write: RadioFrame & { readonly address: string }) => void): void
}

interface Link {
  wants: ReadonlySet<string>
  onFrame(frame: RadioFrame): void
  end(outcome: CollectOutcome): void
}

interface Bonding {
  readonly how: 'refuses' | 'shows' | 'has-keys' | 'compares'
  readonly passkey: string
}

/** Values kept for one device; the oldest go. */
const KEPT_FRAMES = 1_000

/** @param script played as it comes */
export function scriptedRadio(script?: AsyncIterable<ScriptStep>): ScriptedRadio {
  const listeners = new Set<RadioListener>()
  const heard = new Map<string, Sighting>()
  const frames = new Map<string, RadioFrame[]>()
  const values = new Map<string, Uint8Array>()
  const links = new Map<string, Link>()
  const bonding = new Map<string, Bonding>()
  const onWrite: ((write: RadioFrame & { readonly address: string }) => void)[] = []
  let state: RadioState = 'listening'

  function become(next: RadioState): void {
    if (state === next || state === 'closed') return
    state = next
    for (const listener of listeners) listener.state(next)
  }

  function endAll(): void {
    for (const link of [...links.values()]) link.end('ended')
    heard.clear()
  }

  function deliver(address: string): void {
    const link = links.get(address)
    const waiting = frames.get(address)
    if (link === undefined || waiting === undefined) return
    frames.delete(address)
    const kept = waiting.filter((frame) => {
      if (link.wants.has(frame.characteristic)) link.onFrame(frame)
      return !link.wants.has(frame.characteristic)
    })
    if (kept.length > 0) frames.set(address, kept)
  }

  function play(step: ScriptStep): void {
    if (state === 'closed') return
    if ('powered' in step) {
      if (!step.powered) endAll()
      become(step.powered ? 'listening' : 'adapter-off')
    } else if ('gone' in step) {
      heard.delete(step.gone)
      frames.delete(step.gone)
      links.get(step.gone)?.end('ended')
    } else if ('bonds' in step) {
      bonding.set(step.bonds, { how: step.how, passkey: step.passkey ?? '000000' })
    } else if ('value' in step) {
      values.set(`${step.value.address} ${step.value.characteristic}`, step.value.bytes)
    } else if ('frame' in step) {
      const { address, characteristic, bytes } = step.frame
      const waiting = frames.get(address) ?? []
      waiting.push({ characteristic, bytes })
      frames.set(address, waiting.slice(-KEPT_FRAMES))
      deliver(address)
    } else if (state === 'listening') {
      heard.set(step.sighting.address, step.sighting)
      // A device that is connected does not advertise.
      if (links.has(step.sighting.address)) return
      for (const listener of listeners) listener.sighting(step.sighting)
    }
  }

  function write(address: string, characteristic: string, bytes: Uint8Array): void {
    for (const listener of onWrite) listener({ address, characteristic, bytes })
  }

  /** Whether it was done. */
  function done(step: RadioStep, sighting: Sighting, onRead: RadioTalk['onRead']): boolean {
    if (step.do === 'bond') return true
    if (!offersAny(sighting, [step])) return false
    const { characteristic } = step
    const bytes = step.do === 'write' ? step.bytes() : values.get(`${sighting.address} ${characteristic}`)
    if (bytes === undefined) return false
    if (step.do === 'write') write(sighting.address, characteristic, bytes)
    else onRead?.({ characteristic, bytes })
    return true
  }

  async function follow(steps: AsyncIterable<ScriptStep>): Promise<void> {
    for await (const step of steps) {
      if (state === 'closed') return
      play(step)
    }
  }
  if (script !== undefined) void follow(script)

  return {
    play,
    watch(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    onWrite: (listener) => void onWrite.push(listener),
    collect(address, subscriptions, onFrame, signal, { steps = [], onRead, onReady } = {}) {
      if (state !== 'listening') return Promise.resolve('radio-down')
      if (signal.aborted) return Promise.resolve('stopped')
      const sighting = heard.get(address)
      if (sighting === undefined || links.has(address)) return Promise.resolve('not-reached')
      if (steps.some((step) => !done(step, sighting, onRead) && step.needed)) return Promise.resolve('step-failed')
      if (!offersAny(sighting, subscriptions)) return Promise.resolve('nothing-to-collect')
      return new Promise((resolve) => {
        const stop = (): void => link.end('stopped')
        const link: Link = {
          wants: new Set(subscriptions.map(({ characteristic }) => characteristic)),
          onFrame,
          end(outcome) {
            signal.removeEventListener('abort', stop)
            links.delete(address)
            resolve(outcome)
          },
        }
        signal.addEventListener('abort', stop)
        links.set(address, link)
        deliver(address)
        onReady?.({
          async write(to, bytes) {
            if (links.get(address) !== link || !offersAny(sighting, [to])) return false
            write(address, to.characteristic, bytes)
            return true
          },
        })
      })
    },
    async pair(address, agent, signal) {
      if (state !== 'listening') return 'radio-down'
      if (signal.aborted) return 'stopped'
      if (!heard.has(address)) return 'not-reached'
      const gone = new Promise<PairOutcome>((resolve) => signal.addEventListener('abort', () => resolve('stopped')))
      return Promise.race([gone, bonded(bonding.get(address), agent)])
    },
    state: () => state,
    async close() {
      endAll()
      become('closed')
      listeners.clear()
    },
  }
}

async function bonded(needs: Bonding | undefined, agent: PairingAgent): Promise<PairOutcome> {
  if (needs === undefined) return 'paired'
  const { how, passkey } = needs
  if (how === 'has-keys') agent.typeOnDevice(passkey)
  const isGood =
    how === 'has-keys' ||
    (how === 'shows' && (await agent.shownOnDevice()) === passkey) ||
    (how === 'compares' && (await agent.isSame(passkey)))
  return isGood ? 'paired' : 'refused'
}

/** A device that names no services may have any. */
const offersAny = ({ services }: Sighting, subscriptions: readonly Subscription[]): boolean =>
  services.length === 0 || subscriptions.some(({ service }) => services.includes(service))
