import type { Logger } from 'pino'
import { startAnchors } from '../audit/anchors.ts'
import type { Broker } from '../broker/embedded-broker.ts'
import type { Command } from '../commit/commands.ts'
import type { Committer } from '../commit/committer.ts'
import type { ServerConfig } from '../config.ts'
import { configRounds } from '../gateways/config-rounds.ts'
import type { GatewayFindings } from '../gateways/findings.ts'
import type { StorageHealth } from '../metrics/storage-health.ts'
import type { Stores } from './open-stores.ts'

const HOUR = 3_600_000
const YEAR = 365.25 * 24 * HOUR
/** How often what has been heard of gateways is written down, and changes of devices are looked for. */
const HOUSEKEEPING_MS = 5_000
/** How often those are looked at whose time has come. */
const ROUND_MS = 250
/** How late the next step of an alert's chain can be. */
const CLIMBING_MS = 1_000
/** How late it can be told that nobody is on. */
const DUTY_MS = 2_000
const EXPIRY_MS = HOUR / 60

export interface RoundPorts {
  config: ServerConfig
  stores: Stores
  committer: Committer
  broker: Broker
  findings: GatewayFindings
  storage: StorageHealth
  log: Logger
}

/** Whatever the server does because time has passed. @returns how to end; the last of what was heard is then written down */
export function startRounds({ config, stores, committer, broker, findings, storage, log }: RoundPorts) {
  const { words, sqlite, read } = stores
  const { clock, registry, presence, apiTokens, board } = read
  /** What cannot be committed now is tried again with its next round; the committer's owner hears why. */
  const attempt = (command: Command) =>
    committer.run(command).then(
      () => {},
      () => {},
    )

  const anchors = startAnchors(config.dataDir, sqlite)
  function noteAnchor(): void {
    const anchor = anchors.note(Date.now())
    // For a log that is kept elsewhere: with it, `verify-audit --anchor` finds what was written anew here.
    if (anchor !== undefined) log.info({ code: 'access-log-anchor', ...anchor }, 'so ends the access log')
  }

  /** What has been noticed of gateways and tokens since the last time. */
  function writeDown(): void {
    const found = findings.take()
    if (found.length > 0) void attempt({ type: 'gateway', change: { kind: 'found', findings: found } })
    const used = apiTokens.takeUsed()
    if (used.length > 0) void attempt({ type: 'gateway', change: { kind: 'tokens-used', used } })
  }

  let version = registry.version()
  const share = configRounds()
  const rounds = [
    setInterval(() => {
      storage.hasNoRoom()
      noteAnchor()
      const heard = presence.takeChanges()
      if (heard.length > 0) void attempt({ type: 'gateways-heard', gateways: heard })
      writeDown()
      broker.endRevoked()
      const connected = broker.connected()
      broker.reconfigure(share(connected), true)
      if (registry.version() === version) return
      version = registry.version()
      broker.reconfigure(connected, false)
    }, HOUSEKEEPING_MS),
    setInterval(() => {
      const heard = words.take(clock.now())
      if (heard.length > 0) void attempt({ type: 'gateway-words', words: heard })
      void attempt({ type: 'tick' })
    }, ROUND_MS),
    setInterval(() => {
      if (board.unresolved().length > 0) void attempt({ type: 'climb' })
    }, CLIMBING_MS),
    setInterval(() => void attempt({ type: 'watch-duty' }), DUTY_MS),
    setInterval(() => {
      void attempt({ type: 'expire-access-log', before: clock.now() - config.accessLogYears * YEAR })
    }, EXPIRY_MS),
  ]

  return async () => {
    for (const round of rounds) clearInterval(round)
    writeDown()
    await attempt({ type: 'lanes-settled' })
    await attempt({ type: 'gateways-heard', gateways: presence.takeChanges() })
    noteAnchor()
  }
}
