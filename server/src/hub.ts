import { type Alert, clockFromText, type Trouble } from '@kotisilta/contract'
import type { Logger } from 'pino'
import { startAliveTests } from './alive-test/rounds.ts'
import { buildApp } from './api/app.ts'
import type { Services } from './api/services.ts'
import { type Broker, startBroker } from './broker/embedded-broker.ts'
import { listenError } from './broker/listeners.ts'
import { type HomeCommandSender, startHomeCommands } from './commands-to-homes/sender.ts'
import { startCommitter } from './commit/committer.ts'
import type { ServerConfig } from './config.ts'
import { startCheckpointer } from './database/checkpointer.ts'
import { type DatabaseDamage, databaseDamage } from './database/damage.ts'
import { lockFolder } from './database/folder-lock.ts'
import { startLookRounds } from './database/look-rounds.ts'
import { enrolment } from './gateways/enrolment.ts'
import { GatewayFindings } from './gateways/findings.ts'
import { commitEvents } from './hub/commit-events.ts'
import { fromGateways } from './hub/from-gateways.ts'
import { openStores } from './hub/open-stores.ts'
import { startRounds } from './hub/rounds.ts'
import { startIdentity } from './identity/identity.ts'
import { startInstallationTests } from './installation-test/rounds.ts'
import { figuresDoor } from './metrics/figures-door.ts'
import { type Metrics, metrics } from './metrics/metrics.ts'
import { OncePer } from './metrics/once-per.ts'
import { StorageHealth } from './metrics/storage-health.ts'
import { type Notifications, startNotifications } from './notifications/notifications.ts'
import { door } from './policy/door.ts'
import type { Board } from './realtime/board.ts'
import { type OnCall, startOnCall } from './realtime/on-call.ts'
import { settleRestore } from './revocations/settle-restore.ts'
import { startTechnicalRounds } from './technical/rounds.ts'
import { keepTrust, showCertificate } from './trust/keep-trust.ts'
import { startWorkRounds } from './worklist/rounds.ts'

export interface Hub {
  http: number
  mqtt: number
  /** null without a TLS entrance. */
  mqtts: number | null
  close(): Promise<void>
}

const HOUR = 3_600_000

/**
 * The server: everything is made here and handed to what needs it, in the order in which one leans on the other. The
 * rooms beside it (`hub/`) hold what is read, what is heard of gateways, and what is done because time has passed.
 * @throws KotisiltaError `data-folder-in-use`, `database-newer`, `database-unreadable`, `port-in-use`, ...
 */
export async function startHub(config: ServerConfig, log: Logger): Promise<Hub> {
  const clock = clockFromText(config.clock)
  const unlock = lockFolder(config.dataDir)
  const closing: (() => Promise<void> | void)[] = [unlock]
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }

  let broker: Broker | undefined
  let onCall: OnCall | undefined
  let figures: Metrics | undefined
  let board: Board | undefined
  let commands: HomeCommandSender | undefined
  let notifications: Notifications | undefined
  let damage: DatabaseDamage | undefined
  function announce(changed: readonly Alert[]): void {
    onCall?.announce(changed.filter((alert) => board?.put(alert)))
    if (changed.length > 0) notifications?.look()
    onCall?.rightsChanged()
  }

  try {
    const settled = await settleRestore(config.dataDir, Date.now())
    if (settled !== undefined) log.warn({ code: 'restore-settled', ...settled }, 'a backup was restored')
    const storage = new StorageHealth(config.dataDir)
    const logged = new OncePer(HOUR)
    const committer = await startCommitter(
      { dataDir: config.dataDir, clock: config.clock },
      commitEvents({
        log,
        storage,
        logged,
        figures: () => figures,
        announce,
        damaged: (detail) => damage?.met(detail),
      }),
    )
    closing.push(() => committer.close())
    const known = databaseDamage(config.dataDir, log)
    damage = known
    const checkpointer = startCheckpointer(config.dataDir)
    closing.push(() => checkpointer.close())

    const stores = await openStores(config.dataDir, clock)
    closing.push(() => stores.close())
    const { words, granted, read } = stores
    board = read.board
    const identity = startIdentity(committer, stores.query, config.dataDir, config.identity, {
      cut: (session) => onCall?.signedOut(session),
      locked: (session) => onCall?.locked(session),
      unlocked: (session) => onCall?.unlocked(session),
    })
    const findings = new GatewayFindings()
    const trust = await keepTrust(config.trust)
    figures = metrics({
      waiting: () => committer.waiting(),
      connections: () => broker?.connections() ?? 0,
      screens: () => onCall?.screens() ?? 0,
      unresolved: () => read.board.unresolved().length,
    })
    const told = startNotifications({
      committer,
      query: stores.query,
      sqlite: stores.sqlite,
      clock,
      dataDir: config.dataDir,
      settings: config.channels,
      base: config.identity.publicUrl,
      log,
    })
    notifications = told
    closing.push(() => told.close())
    const services: Services = {
      ...read,
      committer,
      sessions: { ...identity.sessions, door: door(granted, committer, clock, read.apiTokens) },
      identity,
      enrolment: enrolment({
        committer,
        sqlite: stores.sqlite,
        registry: read.registry,
        authority: trust.authority,
        mqtts: () => trust.address(broker?.securePort ?? null),
      }),
      notifications: told,
      phone: config.phone,
      log,
      metrics: figures,
      mayReadFigures: figuresDoor(config.figures),
      storageTroubles: () => storage.troubles(),
      isDamaged: () => known.known() !== undefined,
      damaged: known.met,
      troubles: (): Trouble[] => [
        ...storage.troubles(),
        ...(known.known() === undefined ? [] : (['database-damaged'] as const)),
        ...(words.areMostLostForLong(clock.now()) ? (['gateways-lost'] as const) : []),
        ...told.read.troubles(told.configured),
      ],
      endRevoked: () => broker?.endRevoked(),
    }

    const { mqtts } = config.trust
    const secure = mqtts && { bind: mqtts, material: await trust.material() }
    broker = await startBroker(
      { plain: config.mqtt, secure },
      fromGateways({ stores, committer, findings, figures, logged, commands: () => commands, log }),
    )
    closing.push(() => broker?.close())
    const send = (gateway: string, text: string): boolean => broker?.command(gateway, text) ?? false
    commands = startHomeCommands({ clock, committer, reader: read.homeCommands, send })
    closing.push(() => commands?.close())

    const app = await buildApp(services, log, { trustedProxies: config.trustedProxies, ...(await trust.https()) })
    closing.push(() => app.close())
    const ended = trust.watch({
      gateways: read.gateways,
      findings,
      renewed(material) {
        broker?.showCertificate(material)
        if (config.trust.https === 'own') showCertificate(app.server, material)
      },
    })
    closing.push(ended)
    onCall = startOnCall(app.server, {
      clock,
      board: read.board,
      committer,
      rights: granted,
      session: identity.sessions.find,
      tokenInCookies: identity.sessions.tokenInCookies,
      troubles: services.troubles,
    })
    closing.push(() => onCall?.close())
    await app.listen(config.http).catch((cause) => {
      throw listenError(cause, config.http.host, config.http.port)
    })
    closing.push(startWorkRounds({ ...stores, committer }))
    closing.push(startTechnicalRounds({ ...stores, committer, clock, dataDir: config.dataDir, damage: known, log }))
    const looks = startLookRounds({ dataDir: config.dataDir, damage: known, log })
    closing.push(() => looks.close())
    closing.push(startAliveTests({ committer, reader: read.aliveTests, clock }, config.aliveTest))
    closing.push(startInstallationTests({ committer, reader: read.installationTests, clock }))
    closing.push(startRounds({ config, stores, committer, broker, findings, storage, log }))

    const http = (app.server.address() as { port: number }).port
    return { http, mqtt: broker.port, mqtts: broker.securePort, close }
  } catch (error) {
    await close()
    throw error
  }
}
