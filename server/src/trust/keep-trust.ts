import type { Server as HttpServer } from 'node:http'
import { Server as TlsServer } from 'node:https'
import { isoTime, type Milliseconds } from '@kotisilta/contract'
import type { TlsMaterial } from '../broker/listeners.ts'
import type { GatewayFindings } from '../gateways/findings.ts'
import type { GatewayReader } from '../gateways/reader.ts'
import { type Authority, openAuthority } from './authority.ts'
import type { TrustSettings } from './settings.ts'

const HOUR: Milliseconds = 60 * 60 * 1000
const DAY: Milliseconds = 24 * HOUR
/** A gateway renews with a third of its time left; one that still has not with this much is told to a technician. */
const WARNED_BEFORE: Milliseconds = 7 * DAY

export interface Trust {
  authority: Authority
  material(): Promise<TlsMaterial>
  /** What the dashboard is served with over TLS; empty: it is served plain. */
  https(): Promise<{ tls?: { certificate: string; key: string } }>
  /** Where gateways find the TLS entrance; undefined without one. */
  address(port: number | null): string | undefined
  /** Looks every hour at what is about to end: our own certificate is renewed, gateways' are told. @returns how to stop */
  watch(ports: { gateways: GatewayReader; findings: GatewayFindings; renewed(material: TlsMaterial): void }): () => void
}

/** The server's authority and certificate. By the machine's own clock. @throws KotisiltaError `authority-unreadable` */
export async function keepTrust(settings: TrustSettings): Promise<Trust> {
  const authority = await openAuthority(
    {
      folder: settings.authorityFolder,
      passphrase: settings.passphrase,
      names: settings.names,
      gatewayDays: settings.gatewayDays,
    },
    Date.now(),
  )
  const material = async () => ({ ...(await authority.serverIdentity(Date.now())), trusted: authority.trusted })
  return {
    authority,
    material,
    async https() {
      if (settings.https === 'off') return {}
      return { tls: settings.https === 'own' ? await material() : settings.https }
    },
    address(port) {
      if (settings.mqtts === undefined || port === null) return undefined
      return settings.mqttsPublic ?? String(port)
    },
    watch({ gateways, findings, renewed }) {
      const warned = new Map<string, Milliseconds>()
      let shown: string | undefined
      async function look(): Promise<void> {
        const now = Date.now()
        const current = await material()
        if (shown !== undefined && shown !== current.certificate) renewed(current)
        shown = current.certificate
        // A certificate of a day or two is warned about at its last third, or else it would be from the beginning.
        const before = now + Math.min(WARNED_BEFORE, (settings.gatewayDays * DAY) / 4)
        for (const { gateway, notAfter } of await gateways.ending(before)) {
          if (warned.get(gateway) === notAfter) continue
          warned.set(gateway, notAfter)
          findings.note(gateway, notAfter <= now ? 'certificate-ended' : 'certificate-ending', isoTime(notAfter), now)
        }
      }
      const looking = setInterval(() => void look().catch(() => {}), HOUR)
      void look().catch(() => {})
      return () => clearInterval(looking)
    },
  }
}

/** From now on new connections to the dashboard are shown this certificate. */
export function showCertificate(server: HttpServer, { certificate, key }: TlsMaterial): void {
  if (server instanceof TlsServer) server.setSecureContext({ cert: certificate, key })
}
