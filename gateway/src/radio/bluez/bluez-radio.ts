import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import type { Logger } from 'pino'
import { retryDelay } from '../../uplink/retry.ts'
import { hearing } from '../hearing/hearing.ts'
import { isDeaf, type Recovery, type RecoveryStep, recover, troubleOf } from '../hearing/recovery.ts'
import type { Radio, RadioListener, RadioState } from '../radio.ts'
import { macOf, sightingOf, wasHeard } from './bluez-sighting.ts'
import { deviceVisits } from './device-visits.ts'
import { type Discovery, discovery } from './discovery.ts'
import { heal } from './heal.ts'
import { objectMirror } from './object-mirror.ts'
import { pair } from './pair.ts'
import { openSystemBus, type SystemBus } from './system-bus.ts'
import { BLUEZ_TIMING, type BlueZTiming } from './timing.ts'

export interface BlueZRadioOptions {
  /** `hci0` */
  readonly adapter: string
  readonly log: Logger
  readonly timing?: Partial<BlueZTiming>
  /** Restarts the Bluetooth service, the last thing that is tried; absent where this gateway may not. */
  readonly restartService?: () => Promise<void>
}

const BLUEZ = 'org.bluez'
const DBUS = 'org.freedesktop.DBus'
const HEARS: ReadonlySet<RadioState> = new Set<RadioState>(['listening', 'deaf'])
/** In these, what is connected stays so. */
const UNHARMED: ReadonlySet<RadioState> = new Set<RadioState>(['listening', 'deaf', 'not-discovering'])

/**
 * A radio on BlueZ, found on the bus that `DBUS_SYSTEM_BUS_ADDRESS` names or the system's own. It needs neither bus,
 * service nor adapter to be there when it starts, and goes on when they come back.
 */
export function blueZRadio({ adapter, log, ...options }: BlueZRadioOptions): Radio {
  const timing = { ...BLUEZ_TIMING, ...options.timing }
  const path = `/org/bluez/${adapter}`
  const mirror = objectMirror(path)
  const listeners = new Set<RadioListener>()
  const more = options.restartService && { restartService: options.restartService }
  const isAllowed = (step: RecoveryStep): boolean => step !== 'restart-service' || more !== undefined
  const ears = hearing(timing)
  let recovery: Recovery | undefined
  let state: RadioState = 'starting'
  let closed = false
  let bus: SystemBus | undefined
  let owner: string | undefined
  let woken = false
  let ring = (): void => {}
  const wake = (): void => {
    woken = true
    ring()
  }
  /** Passes the time, until something has happened since `woken` was last put down. */
  const rest = (duration: Milliseconds): Promise<void> =>
    new Promise((resolve) => {
      if (woken) return resolve()
      const timer = setTimeout(resolve, duration)
      ring = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const visits = deviceVisits({ adapter, path, mirror, bus: () => bus, timing, log, heard })

  function heard(who: string): void {
    ears.heard(who, performance.now())
    if (state === 'deaf') become('listening')
  }

  function become(next: RadioState): void {
    if (state === next || state === 'closed') return
    log[next === 'listening' ? 'info' : 'warn']({ adapter, radio: next, before: state }, 'radio')
    state = next
    if (!UNHARMED.has(next)) visits.endAll()
    for (const listener of listeners) listener.state(next)
    if (next === 'listening') reportConnected()
  }

  function report(devicePath: string): void {
    // Whoever is told comes to visit, and would be sent away; what is connected is told of once, when we listen.
    if (!HEARS.has(state)) return
    const sighting = sightingOf(mirror.device(devicePath) ?? {})
    if (sighting !== undefined) for (const listener of listeners) listener.sighting(sighting)
  }

  /** What is connected does not advertise; if nobody visits it, that is from before, and it would never be heard. */
  function reportConnected(): void {
    for (const [devicePath, { Connected: connected }] of mirror.devices()) if (connected === true) report(devicePath)
  }

  async function watchOver(open: SystemBus): Promise<void> {
    owner = await listen(open, path, (name) => {
      if (name !== owner) visits.endAll()
      owner = name
      wake()
    })
    const looking: Discovery = discovery(open, path, mirror, () => owner, timing)
    open.onSignal((signal) => {
      if (signal.sender !== owner) return
      const change = mirror.take(signal)
      if (change === undefined) return
      if (change.about === 'adapter') return wake()
      visits.changed(change.path, change.gone)
      if (change.gone || !wasHeard(change.changed)) return
      heard(change.path)
      report(change.path)
    })
    void open.ended.then(wake)
    while (open.isOpen && !closed) {
      woken = false
      const seen = await looking.look().catch((error: unknown) => unanswered(error))
      if (!open.isOpen || closed) return
      become(await treated(seen, looking, open))
      await rest(recovery === undefined ? looking.pause() : Math.min(looking.pause(), timing.settle / 5))
    }
  }

  /** Does what there is to do about what was seen. @returns how the radio is */
  async function treated(seen: RadioState, looking: Discovery, open: SystemBus): Promise<RadioState> {
    const now = performance.now()
    if (seen === 'listening' && state !== 'listening' && state !== 'deaf' && recovery?.deafness !== true)
      ears.began(now)
    const next = recover(recovery, troubleOf(seen, ears.judge(now)), now, timing, isAllowed)
    recovery = next.recovery
    if (next.step !== undefined) {
      ears.treated(now)
      await heal(next.step, { looking, bus: open, log, ...more }).catch(unanswered)
      woken = true
    }
    return seen === 'listening' && isDeaf(recovery, now, timing) ? 'deaf' : seen
  }

  async function run(): Promise<void> {
    for (let attempt = 0; !closed; attempt++) {
      try {
        bus = await openSystemBus(timing.call)
        await watchOver(bus)
      } catch (error) {
        if (!(error instanceof KotisiltaError)) throw error
        log.debug({ code: error.code, reason: error.message }, 'no D-Bus')
      }
      bus?.close()
      bus = undefined
      mirror.load({})
      if (closed) return
      woken = false
      if (state === 'listening') attempt = 0
      visits.endAll()
      become('no-bus')
      await rest(retryDelay(attempt, timing.retryFirst, timing.retryMost, Math.random()))
    }
  }

  const running = run()
  return {
    watch(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    collect: (...visit) => (HEARS.has(state) ? visits.collect(...visit) : Promise.resolve('radio-down')),
    async pair(address, agent, signal) {
      const open = bus
      const service = owner
      if (open === undefined || service === undefined || !HEARS.has(state)) return 'radio-down'
      const devicePath = `${path}/dev_${macOf(address).replaceAll(':', '_')}`
      if (mirror.device(devicePath) === undefined) return 'not-reached'
      return visits.inTurn(async () =>
        signal.aborted ? 'stopped' : pair({ bus: open, owner: service, devicePath, agent, signal }),
      )
    },
    state: () => state,
    async close() {
      if (state === 'closed') return running
      visits.endAll()
      await visits.settled()
      become('closed')
      closed = true
      listeners.clear()
      wake()
      await running
    },
  }
}

/** Asks for BlueZ's signals; calls back when the service comes or goes, and says who it is now. */
async function listen(
  bus: SystemBus,
  adapterPath: string,
  ownerChanged: (owner: string | undefined) => void,
): Promise<string | undefined> {
  bus.onSignal(({ sender, member, body }) => {
    if (sender === DBUS && member === 'NameOwnerChanged' && body[0] === BLUEZ) {
      ownerChanged(body[2] === '' ? undefined : String(body[2]))
    }
  })
  await bus.listen(`type='signal',sender='${DBUS}',member='NameOwnerChanged',arg0='${BLUEZ}'`)
  await bus.listen(`type='signal',sender='${BLUEZ}',interface='org.freedesktop.DBus.ObjectManager'`)
  await bus.listen(
    `type='signal',sender='${BLUEZ}',interface='org.freedesktop.DBus.Properties',path_namespace='${adapterPath}'`,
  )
  const body = [BLUEZ]
  const call = {
    to: DBUS,
    path: '/org/freedesktop/DBus',
    interface: DBUS,
    member: 'GetNameOwner',
    signature: 's',
    body,
  }
  try {
    return String(await bus.call(call))
  } catch (error) {
    if (error instanceof KotisiltaError && error.code === 'org.freedesktop.DBus.Error.NameHasNoOwner') return undefined
    throw error
  }
}

/** Nobody answers for Bluetooth, whatever the bus says. */
function unanswered(error: unknown): RadioState {
  if (error instanceof KotisiltaError) return 'no-bluetooth'
  throw error
}
