import {
  type Alert,
  type Clock,
  clockFromText,
  type KotisiltaError,
  stateMessageSchema,
  type Trouble,
} from '@kotisilta/contract'
import type { Logger } from 'pino'
import { alertReader } from './alerts/reader.ts'
import { buildApp } from './api/app.ts'
import { startAnchors } from './audit/anchors.ts'
import { accessLogReader } from './audit/reader.ts'
import { type Broker, startBroker } from './broker/embedded-broker.ts'
import { listenError } from './broker/listeners.ts'
import { type Committer, startCommitter } from './commit/committer.ts'
import type { ServerConfig } from './config.ts'
import { correctionStore } from './corrections/store.ts'
import { startCheckpointer } from './database/checkpointer.ts'
import { lockFolder } from './database/folder-lock.ts'
import { openReader } from './database/open.ts'
import { eventStore } from './events/store.ts'
import { apiTokens } from './gateways/api-tokens.ts'
import { configRounds } from './gateways/config-rounds.ts'
import { enrolment } from './gateways/enrolment.ts'
import { GatewayFindings } from './gateways/findings.ts'
import { homeConfig } from './gateways/home-config.ts'
import { memberWeights } from './gateways/member-weights.ts'
import { GatewayPresence } from './gateways/presence.ts'
import { gatewayReader } from './gateways/reader.ts'
import { gatewayRegistry } from './gateways/registry.ts'
import { GatewayWords } from './gateways/words.ts'
import { startIdentity } from './identity/identity.ts'
import { quarantine } from './ingest/quarantine.ts'
import { metrics } from './metrics/metrics.ts'
import { OncePer } from './metrics/once-per.ts'
import { StorageHealth } from './metrics/storage-health.ts'
import { patientReader } from './patients/reader.ts'
import { exportPerson } from './people/export/person.ts'
import { identityVault } from './people/identity-vault.ts'
import { peopleReader } from './people/reader.ts'
import { templateCatalogue } from './plans/catalogue.ts'
import { fourEyesSetting } from './plans/four-eyes.ts'
import { planReader } from './plans/reader.ts'
import { door } from './policy/door.ts'
import { rightsReader } from './policy/reader.ts'
import { rights } from './policy/rights.ts'
import { sqliteReadingStore } from './readings/sqlite-store.ts'
import { Board } from './realtime/board.ts'
import { type OnCall, startOnCall } from './realtime/on-call.ts'
import { taskReader } from './tasks/reader.ts'
import { keepTrust, showCertificate } from './trust/keep-trust.ts'

export interface Hub {
  http: number
  mqtt: number
  /** null without a TLS entrance. */
  mqtts: number | null
  close(): Promise<void>
}

const HOUR = 3_600_000
const YEAR = 365.25 * 24 * HOUR
/** How often what has been heard of gateways is written down, and changes of devices are looked for. */
const HOUSEKEEPING_MS = 5_000
/** A gateway that connects again is told of weights as they were known by then: it is looked at anew with its round. */
const WEIGHTS_KEPT = 10 * 60_000
/** How often those are looked at whose time has come. */
const ROUND_MS = 250
/** How late the next step of an alert's chain can be. */
const CLIMBING_MS = 1_000

/**
 * The server: everything is made here and handed to what needs it.
 * @throws KotisiltaError `data-folder-in-use`, `database-newer`, `database-unreadable`, `port-in-use`, ...
 */
export async function startHub(config: ServerConfig, log: Logger): Promise<Hub> {
  const clock: Clock = clockFromText(config.clock)
  const unlock = lockFolder(config.dataDir)
  const closing: (() => Promise<void> | void)[] = [unlock]
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }

  try {
    const storage = new StorageHealth(config.dataDir)
    const logged = new OncePer(HOUR)
    const committer: Committer = await startCommitter(
      { dataDir: config.dataDir, clock: config.clock },
      {
        committed: (alerts, counts) => {
          announce(alerts)
          onCall?.rightsChanged()
          if (counts === undefined) return
          figures.committed(counts)
          for (const { code, gateway, device } of counts.refusals) {
            if (logged.first(`${code} ${gateway} ${device}`, Date.now())) {
              log.warn({ code, gateway, device }, 'in quarantine')
            }
          }
          for (const { gateway, count } of counts.missing) {
            log.warn({ code: 'messages-missing', gateway, count }, 'a gateway has left out numbers')
          }
          if (storage.committed(counts.items)) log.info({ code: 'storage-recovered' }, 'readings can be stored again')
        },
        failed: (failure) => noteFailure(failure),
        died(error) {
          log.fatal({ code: 'storage-failed', error }, 'the committing thread has died')
          process.exit(70)
        },
      },
    )
    closing.push(() => committer.close())

    const checkpointer = startCheckpointer(config.dataDir)
    closing.push(() => checkpointer.close())
    const reader = openReader(config.dataDir)
    closing.push(() => reader.close())
    const alerts = alertReader(reader.query)
    const board = new Board(await alerts.list({ status: 'unresolved', limit: Number.MAX_SAFE_INTEGER }, () => true))
    const registry = gatewayRegistry(reader.sqlite)
    const readings = sqliteReadingStore(reader.sqlite)
    const configOf = homeConfig(reader.sqlite, memberWeights(readings))
    const known = await knownGateways(reader)
    const presence = new GatewayPresence(known)
    const words = new GatewayWords(known)
    const identity = startIdentity(committer, reader.query, config.dataDir, config.identity, {
      cut: (session) => onCall?.signedOut(session),
      locked: (session) => onCall?.locked(session),
      unlocked: (session) => onCall?.unlocked(session),
    })
    const granted = rights(reader.sqlite)
    const findings = new GatewayFindings()
    const tokens = apiTokens(reader.sqlite)
    const gateways = gatewayReader(reader.query, presence)
    const trust = await keepTrust(config.trust)
    let broker: Broker | undefined
    let onCall: OnCall | undefined
    const figures = metrics({
      waiting: () => committer.waiting(),
      connections: () => broker?.connections() ?? 0,
      screens: () => onCall?.screens() ?? 0,
      unresolved: () => board.unresolved().length,
    })
    const people = peopleReader(reader.query)
    const vault = identityVault(config.dataDir)
    const services = {
      clock,
      committer,
      sessions: { ...identity.sessions, door: door(granted, committer, clock) },
      identity,
      registry,
      presence,
      gateways,
      apiTokens: tokens,
      enrolment: enrolment({
        committer,
        sqlite: reader.sqlite,
        registry,
        authority: trust.authority,
        mqtts: () => trust.address(broker?.securePort ?? null),
      }),
      board,
      alerts,
      patients: patientReader(reader.query, { openAlerts: board.unresolvedOf, lastHeard: presence.lastHeard }),
      people,
      vault,
      exports: {
        person: (id: string, now: number) => exportPerson({ query: reader.query, people, readings, vault }, id, now),
      },
      readings,
      corrections: correctionStore(reader.query),
      tasks: taskReader(reader.query),
      plans: planReader(reader.query),
      templates: templateCatalogue(reader.query),
      fourEyes: fourEyesSetting(reader.query),
      events: eventStore(reader.sqlite),
      quarantine: quarantine(reader.query),
      rights: rightsReader(reader.query),
      accessLog: accessLogReader(reader.query),
      phone: config.phone,
      log,
      metrics: figures,
      storageTroubles: () => storage.troubles(),
      troubles: (): Trouble[] => [
        ...storage.troubles(),
        ...(words.areMostLostForLong(clock.now()) ? (['gateways-lost'] as const) : []),
      ],
      endRevoked: () => broker?.endRevoked(),
    }

    function announce(changed: readonly Alert[]): void {
      onCall?.announce(changed.filter((alert) => board.put(alert)))
    }

    function noteFailure({ code, message }: KotisiltaError): void {
      figures.failed(code)
      if (code !== 'storage-full' && code !== 'storage-failed') return
      if (!storage.failed(code)) return
      log.error({ code, error: message }, 'readings cannot be stored; nothing is acknowledged')
    }

    const { mqtts } = config.trust
    const secure = mqtts && { bind: mqtts, material: await trust.material() }
    const binds = { plain: config.mqtt, secure }
    broker = await startBroker(binds, {
      registry,
      configOf: (gateway, fresh) => configOf(gateway, clock.now(), fresh ? 0 : WEIGHTS_KEPT),
      message(gateway, lane, payload, done) {
        presence.heard(gateway, clock.now())
        committer.ingest({ gateway, lane, payload }, done)
      },
      state(gateway, payload) {
        const state = stateMessageSchema.safeParse(parsed(payload))
        if (state.success) presence.heard(gateway, clock.now(), state.data)
        else figures.refused('state-invalid')
      },
      connected(gateway) {
        presence.connected(gateway, clock.now())
        words.connected(gateway, clock.now())
      },
      disconnected(gateway) {
        presence.disconnected(gateway, clock.now())
        words.disconnected(gateway, clock.now())
      },
      refused(code, who, detail) {
        figures.refused(code)
        if (registry.exists(who)) findings.note(who, code, detail, Date.now())
        if (logged.first(`${code} ${who}`, Date.now())) log.warn({ code, who, detail }, 'refused')
      },
    })
    closing.push(() => broker?.close())

    const app = await buildApp(services, log, { trustedProxies: config.trustedProxies, ...(await trust.https()) })
    closing.push(() => app.close())
    const ended = trust.watch({
      gateways,
      findings,
      renewed(material) {
        broker?.showCertificate(material)
        if (config.trust.https === 'own') showCertificate(app.server, material)
      },
    })
    closing.push(ended)
    onCall = startOnCall(app.server, {
      clock,
      board,
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

    const anchors = startAnchors(config.dataDir, reader.sqlite)
    const noteAnchor = () => {
      const anchor = anchors.note(Date.now())
      // For a log that is kept elsewhere: with it, `verify-audit --anchor` finds what was written anew here.
      if (anchor !== undefined) log.info({ code: 'access-log-anchor', ...anchor }, 'so ends the access log')
    }
    const expiring = setInterval(() => {
      const before = clock.now() - config.accessLogYears * YEAR
      committer.run({ type: 'expire-access-log', before }).catch(() => {})
    }, HOUR / 60)
    closing.push(() => clearInterval(expiring))
    /** What has been noticed of gateways and tokens since the last time. */
    function writeDown(): void {
      const found = findings.take()
      if (found.length > 0)
        committer.run({ type: 'gateway', change: { kind: 'found', findings: found } }).catch(() => {})
      const used = tokens.takeUsed()
      if (used.length > 0) committer.run({ type: 'gateway', change: { kind: 'tokens-used', used } }).catch(() => {})
    }

    let version = registry.version()
    const share = configRounds()
    const housekeeping = setInterval(() => {
      storage.hasNoRoom()
      noteAnchor()
      const heard = presence.takeChanges()
      if (heard.length > 0) committer.run({ type: 'gateways-heard', gateways: heard }).catch(() => {})
      writeDown()
      broker?.endRevoked()
      const connected = broker?.connected() ?? []
      broker?.reconfigure(share(connected), true)
      if (registry.version() === version) return
      version = registry.version()
      broker?.reconfigure(connected, false)
    }, HOUSEKEEPING_MS)
    const rounds = setInterval(() => {
      const heard = words.take(clock.now())
      if (heard.length > 0) committer.run({ type: 'gateway-words', words: heard }).catch(() => {})
      committer.run({ type: 'tick' }).catch(() => {})
    }, ROUND_MS)
    closing.push(() => clearInterval(rounds))
    const climbing = setInterval(() => {
      if (board.unresolved().length > 0) committer.run({ type: 'climb' }).catch(() => {})
    }, CLIMBING_MS)
    closing.push(async () => {
      clearInterval(climbing)
      clearInterval(housekeeping)
      writeDown()
      await committer.run({ type: 'lanes-settled' }).catch(() => {})
      await committer.run({ type: 'gateways-heard', gateways: presence.takeChanges() }).catch(() => {})
      noteAnchor()
    })

    const http = (app.server.address() as { port: number }).port
    return { http, mqtt: broker.port, mqtts: broker.securePort, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function knownGateways(reader: ReturnType<typeof openReader>) {
  const rows = await reader.query.selectFrom('gateway_state').selectAll().execute()
  return rows.map((row) => ({
    gateway: row.gateway,
    online: row.online === 1,
    since: row.since,
    lastHeard: row.last_heard,
  }))
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString())
  } catch {
    return undefined
  }
}
