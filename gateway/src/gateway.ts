import { join } from 'node:path'
import { type Clock, type ConfigMessage, isoTime, type KotisiltaError, type StateMessage } from '@kotisilta/contract'
import { decodeMqtt, roleOfProfile } from '@kotisilta/device-profiles'
import type { Logger } from 'pino'
import { deviceStates } from './collect/device-states.ts'
import { effectiveConfig, isHeardByRadio } from './collect/effective-config.ts'
import type { TimeSource } from './collect/gateway-clock.ts'
import { clockIsSet } from './collect/resolve-time.ts'
import { measurerJudge } from './collect/who-is-measuring/judge-measurer.ts'
import { homeCommands } from './command/commands.ts'
import { executor } from './command/executor.ts'
import { helpCall } from './command/help-call.ts'
import { lanAsks } from './command/lan-asks.ts'
import { commandLedgerIn } from './command/ledger.ts'
import type { GatewayConfig } from './config.ts'
import { floodsOf } from './floods.ts'
import { type Renewal, startRenewal } from './identity/renewal.ts'
import { intake } from './intake.ts'
import { keepTime } from './keep-time.ts'
import type { Allowance } from './local-broker/allowance.ts'
import { bridgeIntake } from './local-broker/bridge-intake.ts'
import { lanDevicesAsked } from './local-broker/lan-devices-asked.ts'
import { type LocalBroker, startLocalBroker } from './local-broker/local-broker.ts'
import { retainedWords } from './local-broker/retained.ts'
import { groupCommit } from './outbox/group-commit.ts'
import { keepTrying } from './outbox/keep-trying.ts'
import { sqliteOutbox } from './outbox/sqlite-outbox.ts'
import { homeCollector } from './radio/home-collector.ts'
import { pairingOutcome } from './radio/pairing/pairing-outcome.ts'
import { type PairingRequest, type PairingResult, pairingWindows } from './radio/pairing/pairing-window.ts'
import type { Radio, RadioState } from './radio/radio.ts'
import { refusals } from './refusals.ts'
import { type ToldStatus, tellStatus } from './status/tell-status.ts'
import { badFramesIn } from './store/bad-frames.ts'
import { bridgeMemoryIn } from './store/bridge-memory.ts'
import { configMemoryIn } from './store/config-memory.ts'
import { deviceMemoryIn } from './store/device-memory.ts'
import { diskWatch } from './store/disk-watch.ts'
import { metaOf } from './store/meta.ts'
import { openSomewhere } from './store/refuge.ts'
import { tellSilences } from './tell-silences.ts'
import { testMode } from './test-mode.ts'
import type { Installation } from './update/installation.ts'
import { concludeTrial } from './update/trial.ts'
import { fetchRelease, update } from './update/update.ts'
import { express } from './uplink/express.ts'
import type { UplinkTiming } from './uplink/timing.ts'
import { startUplink } from './uplink/uplink.ts'
import { VERSION } from './version.ts'

export interface GatewayOptions {
  readonly config: GatewayConfig
  readonly clock: Clock
  /** The machine's time, with which the gateway finds out for itself what can be believed; instead of `clock`. */
  readonly time?: TimeSource
  /** Closed with the gateway; undefined for a gateway without Bluetooth. */
  readonly radio: Radio | undefined
  readonly log: Logger
  /** The gateway cannot go on and should be started again: its file is damaged. */
  readonly failed?: (error: KotisiltaError) => void
  /** How the gateway was installed, and whose releases it takes; undefined where it is run from its source. */
  readonly installed?: Installed | undefined
  /** The server wants the gateway to be started again. */
  readonly restart?: () => void
  readonly timing?: Partial<UplinkTiming>
  /** How much each device on the network may say; what is usual if absent. */
  readonly allowance?: Allowance
}

interface Installed {
  readonly installation: Installation
  /** ed25519, PEM. */
  readonly publicKey: string
}

/** A running gateway. */
export interface Gateway {
  readonly localMqttPort: number
  /** Of the status page; undefined: there is none. */
  readonly statusPort: number | undefined
  state(): StateMessage
  /** Looks for new devices, and bonds with the one that is named; undefined without a radio. */
  openPairingWindow(request: PairingRequest): Promise<PairingResult> | undefined
  close(): Promise<void>
}

/** A radio that has only begun is not deaf. */
const HEARS: ReadonlySet<RadioState> = new Set<RadioState>(['listening', 'starting'])
const NOTHING = new Uint8Array()
/** The answer goes out first. */
const BEFORE_RESTART = 500
/** Measurements from the radio that are held in memory while the disk takes nothing. */
const HELD = { every: 5_000, most: 1_000 }

/**
 * Starts a gateway: radio and local broker, through collection and outbox, to the server.
 *
 * @throws KotisiltaError `store-newer`, `store-in-use`, `store-failed`, `port-in-use`, `port-not-allowed`
 */
export async function startGateway({ config, radio, log, ...options }: GatewayOptions): Promise<Gateway> {
  const started = options.time?.wall() ?? options.clock.now()
  const { store, inMemory } = openSomewhere(join(config.dataDir, 'gateway.sqlite'), started)
  if (inMemory) log.error({ code: 'store-failed' }, 'the disk cannot be written: what comes is kept in memory')
  if (store.setAside !== undefined) log.error({ setAside: store.setAside }, 'damaged outbox set aside; a new one begun')
  const setAside = metaOf(store.database).read('set-aside') === undefined ? 0 : 1

  let stateChanged = (): void => {}
  const changed = (): void => stateChanged()
  const { failed } = options
  const disk = diskWatch({ inMemory, log, changed, ...(failed && { failed }) })
  const storeFailed = disk.failed
  const complained = new Set<string>()
  const time = options.time && keepTime({ source: options.time, store, log, storeFailed, changed })
  const clock = time ?? options.clock
  const clockIsKnown = (): boolean => time?.isKnown() ?? clockIsSet(clock.now())
  const since = isoTime(clock.now())
  const outbox = sqliteOutbox(store, { bytes: config.outboxBytes }, clock.now())
  const ending = new AbortController()

  const memory = configMemoryIn(store)
  let effective = effectiveConfig(memory.read(), config.timeZone)
  const devices = deviceStates(() => HEARS.has(radio?.state() ?? 'closed'))
  devices.assign(effective.devices)
  const badFrames = badFramesIn(store, storeFailed)
  const refuse = refusals({ badFrames, clock, log, stateChanged: changed })
  const trying = testMode({ store, clock, log, storeFailed, changed })
  const floods = floodsOf({ log, changed })

  const state = (): StateMessage => {
    const { waiting, dropped, damaged } = outbox.state()
    return {
      online: true,
      since,
      version: VERSION,
      backlog: waiting.items + waiting.urgent,
      clock: (time?.isRight() ?? clockIsKnown()) ? 'synchronised' : 'unsynchronised',
      radio: radio?.state() ?? 'none',
      ...(pairing?.state() !== undefined && { pairing: pairing.state() }),
      ...(trying.until() !== undefined && { testUntil: trying.until() as string }),
      disk: disk.state(),
      counts: { dropped, damaged, badFrames: badFrames.count(), setAside, heldBack: floods.count() },
      devices: devices.list(),
    }
  }

  let login = config.login
  const alarms = express(clock, () => uplink.appended('urgent'))
  const uplink = startUplink({
    server: config.server,
    gateway: config.gateway,
    login: () => login,
    refused: () => renewal?.hurry(),
    outbox,
    express: alarms.outbox,
    clock,
    log,
    state,
    configured,
    commanded: (content) => void commanded(content),
    storeFailed,
    notUnderstood: (leaf, code, bytes) => refuse({ device: 'server', source: leaf, bytes }, `message-${code}`, ''),
    ...(options.timing && { timing: options.timing }),
  })
  const renewal: Renewal | undefined =
    config.identity &&
    startRenewal({
      ...config.identity,
      log,
      renewed(identity) {
        login = identity
        uplink.loginChanged()
      },
    })
  stateChanged = () => uplink.stateChanged()

  const commit = groupCommit({
    outbox,
    appended(lane) {
      disk.is('ok')
      uplink.appended(lane)
    },
    express: (entries) => alarms.add(entries),
  })
  const shared = {
    refuse,
    devices,
    clock,
    clockIsKnown,
    log,
    timeZone: () => effective.timeZone,
    judge: measurerJudge(),
    membersOf: (device: string) => effective.members.get(device) ?? [],
    stateChanged,
  }
  const fromLan = intake({ ...shared, commit })
  const fromRadio = intake({ ...shared, commit: keepTrying(commit, { ...HELD, signal: ending.signal }) })

  const endSilences = tellSilences(devices, (device, event) => {
    fromRadio.take({ device, source: 'silence', bytes: NOTHING }, { items: [event] }).catch(storeFailed)
  })
  const pairing =
    radio &&
    pairingWindows({
      radio,
      clock,
      log,
      isOfHome: (address) => effective.bluetooth.has(address),
      changed: stateChanged,
    })
  const collector =
    radio &&
    homeCollector({
      radio,
      clock,
      log,
      deviceAt: (address) => effective.bluetooth.get(address),
      heldBack: floods.add,
      clockIsKnown,
      isTaken: (address) => pairing?.isTaken(address) ?? false,
      links: config.links,
      isTrying: () => trying.until() !== undefined,
      heard,
      memory: deviceMemoryIn(store, storeFailed),
      timeZone: () => effective.timeZone,
      take: (origin, decoded) =>
        fromRadio.take(origin, decoded).then(
          () => true,
          (error: unknown) => {
            storeFailed(error)
            return false
          },
        ),
      stateChanged,
    })

  function heard(device: string, rssi?: number): void {
    if (devices.heard(device, clock.now(), rssi).first) stateChanged()
  }

  function configured(received: ConfigMessage): void {
    if (JSON.stringify(received) === JSON.stringify(memory.read())) return
    try {
      memory.write(received)
    } catch (error) {
      storeFailed(error)
    }
    effective = effectiveConfig(received, config.timeZone)
    devices.assign(effective.devices)
    collector?.devicesChanged()
    log.info({ devices: effective.devices.length, unknown: effective.unknown }, 'configuration from the server')
    stateChanged()
  }

  const bridged = bridgeIntake({
    clock,
    intake: fromLan,
    memory: bridgeMemoryIn(store, storeFailed),
    mapping: config.mapping,
    roleOf: (device) => roleOfProfile(effective.profiles.get(device)?.id ?? ''),
    isHeardByBridges: (device) => {
      const profile = effective.profiles.get(device)
      return profile !== undefined && !isHeardByRadio(profile)
    },
    heard,
  })

  let localBroker: LocalBroker | undefined
  let told: ToldStatus | undefined
  const asks = lanAsks({
    ...lanDevicesAsked(() => localBroker),
    now: clock.now,
    helpCalled: (device, call) =>
      fromLan.take({ device, source: 'answer', bytes: NOTHING }, { items: [helpCall(call)] }),
    refused: (device, bytes, code) => refuse({ device, source: 'answer', bytes }, code, 'nothing asks for it'),
  })
  const ledger = commandLedgerIn(store, storeFailed)
  const { installed } = options
  const commanded = homeCommands({
    ledger,
    clock,
    log,
    execute: executor({
      asks,
      pair: pairing && ((args) => pairingOutcome(pairing, args, clock.now())),
      tell: (device, event) => fromRadio.take({ device, source: 'command', bytes: NOTHING }, { items: [event] }),
      test: trying.set,
      update:
        installed &&
        ((version, from, command) => update({ ...installed, fetch: fetchRelease }, version, from, command)),
    }),
    publish: (result) => uplink.answer(result),
    notUnderstood(content) {
      const bytes = Buffer.from(JSON.stringify(content))
      refuse({ device: 'server', source: 'command', bytes }, 'command-without-id', 'there is no id to answer')
    },
    ended({ command }, { code }) {
      if (command === 'restart' || code === 'update-begun') setTimeout(() => options.restart?.(), BEFORE_RESTART)
    },
  })
  const endTrial =
    installed &&
    concludeTrial({
      installation: installed.installation,
      works: () => uplink.connected(),
      answer(result) {
        ledger.write(result, clock.now())
        uplink.answer(result)
      },
    })

  localBroker = await startLocalBroker({
    ...config.localMqtt,
    answered: ({ serial, payload }) =>
      asks.heard(`mqtt:${serial.toLowerCase()}`, payload).catch((error: unknown) => {
        storeFailed(error)
        throw error
      }),
    async receive({ serial, topic, payload, retained }) {
      const device = `mqtt:${serial.toLowerCase()}`
      heard(device)
      const said = decodeMqtt(topic, payload, effective.profiles.get(device))
      const decoded = retained ? retainedWords(said) : said
      await fromLan.take({ device, source: topic, bytes: payload }, decoded).catch((error: unknown) => {
        storeFailed(error)
        throw error
      })
    },
    bridges: {
      named: config.localMqtt.bridges,
      loopback: true,
      receive: (message) =>
        bridged.receive(message).catch((error: unknown) => {
          storeFailed(error)
          throw error
        }),
    },
    ...(options.allowance && { allowance: options.allowance }),
    slowed: (serial) => floods.add(`mqtt:${serial.toLowerCase()}`),
    refused(who, code) {
      if (!complained.has(`${who} ${code}`) && complained.size < 1_000) log.warn({ who, code }, 'local device refused')
      complained.add(`${who} ${code}`)
    },
  }).catch(async (error: unknown) => {
    await close()
    throw error
  })

  async function close(): Promise<void> {
    ending.abort()
    endTrial?.()
    await told?.close()
    endSilences()
    renewal?.close()
    pairing?.close()
    await collector?.close()
    await radio?.close()
    commit.flush()
    await uplink.close()
    badFrames.flush()
    trying.close()
    time?.close()
    store.close()
  }

  told = await tellStatus({
    config,
    store,
    outbox,
    clock,
    log,
    state,
    connected: () => uplink.connected(),
    timeZone: () => effective.timeZone,
  }).catch(async (error: unknown) => {
    await localBroker?.close()
    await close()
    throw error
  })
  const { port } = localBroker
  log.info({ gateway: config.gateway.id, localMqtt: port, server: config.server }, 'gateway started')
  return {
    localMqttPort: port,
    statusPort: told.port,
    state,
    openPairingWindow: (request) => pairing?.open(request),
    async close() {
      await localBroker?.close()
      await close()
      log.info('gateway stopped')
    },
  }
}
