import { type Clock, isoTime, type StateMessage } from '@kotisilta/contract'
import type { Logger } from 'pino'
import type { GatewayConfig } from '../config.ts'
import { oldestWaiting } from '../outbox/oldest-waiting.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Store } from '../store/store.ts'
import type { GatewayStatus } from './status.ts'
import { type StatusPage, startStatusPage } from './status-page.ts'
import { serveStatus } from './status-socket.ts'

export interface TellStatusOptions {
  readonly config: GatewayConfig
  readonly store: Store
  readonly outbox: Outbox
  readonly clock: Clock
  readonly log: Logger
  state(): StateMessage
  connected(): boolean
  timeZone(): string
}

/** Tells whoever stands beside the gateway how it is: on its own machine, and on the home's network where that is wanted. */
export interface ToldStatus {
  /** Of the page; undefined: there is none. */
  readonly port: number | undefined
  close(): Promise<void>
}

/** @throws KotisiltaError `port-in-use`, `port-not-allowed` */
export async function tellStatus({
  config,
  store,
  outbox,
  clock,
  log,
  ...gateway
}: TellStatusOptions): Promise<ToldStatus> {
  const oldest = oldestWaiting(store)

  function status(): GatewayStatus {
    const { waiting, bytes } = outbox.state()
    // The window's passkey is for the screen of whoever opened it.
    const { pairing: _, ...state } = gateway.state()
    const since = oldest()
    return {
      gateway: config.gateway.id,
      server: new URL(config.server).host,
      connected: gateway.connected(),
      at: isoTime(clock.now()),
      waiting: { ...waiting, bytes },
      oldest: since === undefined ? null : isoTime(since),
      memory: process.memoryUsage.rss(),
      state,
    }
  }

  const page: StatusPage | undefined =
    config.statusPage && (await startStatusPage({ ...config.statusPage, timeZone: gateway.timeZone }, status))
  if (page !== undefined) log.info({ port: page.port, host: config.statusPage?.host }, 'the status page can be read')
  const endSocket = serveStatus(config.dataDir, status, (error) => {
    log.warn({ reason: error.message }, 'how the gateway is cannot be asked on this machine')
  })
  return {
    port: page?.port,
    async close() {
      endSocket()
      await page?.close()
    },
  }
}
