import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GatewaySummary, HomeCommand } from '@kotisilta/contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { count } from '../harness/counts.ts'
import { bundle, InstalledGateway } from '../harness/installed.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { seeded } from '../harness/seeded.ts'
import { until } from '../harness/until.ts'

const KILLS = count(3, 40)
const folder = mkdtempSync(join(tmpdir(), 'kotisilta-releases-'))
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }) as string

let region: Region
let technician: string
let releases: Server
let from: string
let homes = 0
let gateway: InstalledGateway
let home: FleetGateway

/** Signs what lies in a folder anew, as whoever has the release key would. */
function signAnew(release: string, version: string): void {
  const files = readdirSync(release)
    .filter((name) => !name.startsWith('manifest.'))
    .map((name) => ({
      name,
      bytes: statSync(join(release, name)).size,
      sha256: createHash('sha256')
        .update(readFileSync(join(release, name)))
        .digest('hex'),
    }))
  const manifest = Buffer.from(JSON.stringify({ version, files }))
  writeFileSync(join(release, 'manifest.json'), manifest)
  writeFileSync(join(release, 'manifest.sig'), sign(null, manifest, privateKey).toString('base64'))
}

beforeAll(async () => {
  const key = join(folder, 'key.pem')
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  bundle(join(folder, '0.1.0'), '0.1.0', key)
  bundle(join(folder, '0.2.0'), '0.2.0', key)
  for (const version of ['0.3.0', '0.4.0', '0.5.0'])
    cpSync(join(folder, '0.1.0'), join(folder, version), { recursive: true })
  writeFileSync(join(folder, '0.3.0/kotisilta-gateway.mjs'), 'process.exit(1)\n')
  signAnew(join(folder, '0.3.0'), '0.3.0')
  signAnew(join(folder, '0.4.0'), '0.4.0')
  writeFileSync(join(folder, '0.4.0/kotisilta-gateway.mjs'), 'somebody else wrote this\n')
  // 0.5.0 has the manifest of another release.
  releases = createServer((request, response) => {
    const file = join(folder, request.url ?? '')
    if (!existsSync(file)) return response.writeHead(404).end()
    // On a line that takes its time, so that there is a middle to be killed in.
    setTimeout(() => response.end(readFileSync(file)), 40)
  })
  await new Promise<void>((resolve) => releases.listen(0, '127.0.0.1', resolve))
  from = `http://127.0.0.1:${(releases.address() as { port: number }).port}`
  region = await Region.withNetworkDevices(KILLS + 2)
  await region.addUser('teppo', 'technician')
  technician = await region.signIn('teppo')
}, 120_000)
afterAll(async () => {
  releases.close()
  await region.close()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(() => gateway?.close())

async function install(): Promise<void> {
  home = region.fleet[homes++] as FleetGateway
  gateway = InstalledGateway.install(join(folder, '0.1.0'), publicPem)
  gateway.start({
    KOTISILTA_GATEWAY_ID: home.gateway,
    KOTISILTA_GATEWAY_TOKEN: home.token,
    KOTISILTA_GATEWAY_PARTITION: home.partition,
    KOTISILTA_SERVER: region.mqttUrl,
    KOTISILTA_RADIO: 'none',
    KOTISILTA_LOCAL_MQTT_PORT: '0',
  })
  await until(async () => (await runs()) === '0.1.0', 'the gateway is there', 40_000)
}

/** The version that speaks to the server. */
async function runs(): Promise<string | undefined> {
  const { body } = await region.request(technician, 'GET', '/api/v1/gateways')
  const mine = (body as GatewaySummary[]).find(({ id }) => id === home.gateway)
  return mine?.online === true ? mine.state?.version : undefined
}
const path = () => `/api/v1/gateways/${home.gateway}/commands`
async function ask(version: string): Promise<string> {
  const args = { version, from: `${from}/${version}` }
  const { status, body } = await region.request(technician, 'POST', path(), { command: 'update', args })
  expect(status, JSON.stringify(body)).toBe(200)
  return (body as HomeCommand).id
}
async function outcome(id: string): Promise<HomeCommand> {
  let found: HomeCommand | undefined
  await until(
    async () => {
      const { body } = await region.request(technician, 'GET', path())
      found = (body as HomeCommand[]).find((command) => command.id === id)
      return found?.endedAt != null
    },
    'the update has an end',
    60_000,
  )
  return found as HomeCommand
}

test(`fault 35: killed ${KILLS} times in mid-update, a gateway ends with the whole new release, and never with half of one`, async () => {
  const random = seeded(35)
  for (let round = 0; round < KILLS; round++) {
    await install()
    const id = await ask('0.2.0')
    await new Promise((resolve) => setTimeout(resolve, random() * 1_200))
    gateway.kill()
    const { status, code } = await outcome(id)
    expect([`${status} ${code}`], gateway.log).toEqual(['done updated'])
    expect(gateway.version).toBe('0.2.0')
    await until(async () => (await runs()) === '0.2.0', 'the new release speaks to the server', 30_000)
    expect(existsSync(join(gateway.opt, 'pending'))).toBe(false)
    await gateway.close()
  }
}, 300_000)

test('fault 35: a release that does not start is gone back from, with what the gateway had kept', async () => {
  await install()
  mkdirSync(gateway.dataDir, { recursive: true })
  const id = await ask('0.3.0')
  expect(await outcome(id)).toMatchObject({ status: 'failed', code: 'rolled-back' })
  expect(gateway.version).toBe('0.1.0')
  expect(gateway.starts).toContain('0.3.0')
  // The answer is there before the gateway has said anew how it is.
  await until(async () => (await runs()) === '0.1.0', 'the release before speaks to the server', 30_000)
}, 120_000)

test('a release that nobody signed, that was changed, that is another one, or that is not there is never started', async () => {
  await install()
  expect(gateway.systemctl).toEqual(['daemon-reload', 'enable kotisilta-gateway.service'])
  expect(await outcome(await ask('0.4.0'))).toMatchObject({ status: 'failed', code: 'release-damaged' })
  expect(await outcome(await ask('0.5.0'))).toMatchObject({ status: 'failed', code: 'release-not-signed' })
  expect(await outcome(await ask('0.6.0'))).toMatchObject({ status: 'failed', code: 'release-unreachable' })
  const { privateKey: strangers } = generateKeyPairSync('ed25519')
  const manifest = readFileSync(join(folder, '0.2.0/manifest.json'))
  writeFileSync(join(folder, '0.2.0/manifest.sig'), sign(null, manifest, strangers).toString('base64'))
  expect(await outcome(await ask('0.2.0'))).toMatchObject({ status: 'failed', code: 'release-not-signed' })
  expect(gateway.version).toBe('0.1.0')
  expect(gateway.starts).toEqual(['0.1.0'])
}, 120_000)
