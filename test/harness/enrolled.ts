import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OfferedCode } from '@kotisilta/contract'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { run } from './process.ts'
import type { Region } from './region.ts'

export interface EnrolledIdentity {
  gateway: string
  partition: string
  server: string
  certificate: string
  key: string
  authority: string
  enrolledAt: string
}

/** Without it a connection that is closed without a word is waited for for ever. */
export const NO_RETRY = false

/** A gateway's data folder with an identity in it, as `kotisilta enroll` makes it. */
export class EnrolledGateway {
  readonly folder = mkdtempSync(join(tmpdir(), 'kotisilta-enrolled-'))

  static async of(region: Region, technician: string, gateway: string): Promise<EnrolledGateway> {
    const enrolled = new EnrolledGateway()
    const { code, stderr } = await enrolled.enroll(region.url, (await offer(region, technician, gateway)).code)
    if (code !== 0) throw new Error(stderr)
    return enrolled
  }

  enroll(url: string, code: string, ...more: string[]) {
    return run(['enroll', '--server', url, '--code', code, ...more], { KOTISILTA_DATA_DIR: this.folder })
  }

  get file(): string {
    return join(this.folder, 'identity.json')
  }

  get identity(): EnrolledIdentity {
    return JSON.parse(readFileSync(this.file, 'utf8')) as EnrolledIdentity
  }

  /** Its connection, in a test's hand. Rejects if the server will not have it. */
  async connect(more: Partial<IClientOptions> = {}): Promise<MqttClient> {
    const { gateway, server, certificate: cert, key, authority: ca } = this.identity
    const options = {
      clientId: gateway,
      clean: true,
      cert,
      key,
      ca,
      reconnectPeriod: 0,
      connectTimeout: 10_000,
      ...more,
    }
    const client = await mqtt.connectAsync(server, options, NO_RETRY)
    client.on('error', () => {})
    return client
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export async function offer(region: Region, technician: string, gateway: string): Promise<OfferedCode> {
  const { status, body } = await region.request(technician, 'POST', `/api/v1/gateways/${gateway}/codes`)
  if (status !== 200) throw new Error(`no code: ${status} ${JSON.stringify(body)}`)
  return body as OfferedCode
}
