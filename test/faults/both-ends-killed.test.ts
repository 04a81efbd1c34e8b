import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isoTime } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import mqtt, { type MqttClient } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { count } from '../harness/counts.ts'
import { type Running, run, start } from '../harness/process.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { seeded } from '../harness/seeded.ts'
import { until } from '../harness/until.ts'

const ROUNDS = count(10, 100)
const HOME = [
  'home,gateway,patient,name,language,device,profile',
  'home-1,gw-1,patient-1,Aili Esimerkki,fi,mqtt:band-1,open-wristband',
].join('\n')

let region: Region
let folder: string
let fleet: FleetGateway
let gateway: Running<{ localMqtt: number }> | undefined
let localPort = 0
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-home-'))
  region = new Region()
  writeFileSync(join(folder, 'homes.csv'), HOME)
  const out = join(folder, 'fleet.ndjson')
  const { code, stderr } = await run(
    ['provision', '--from', join(folder, 'homes.csv'), '--out', out],
    region.environment,
  )
  expect([code, stderr]).toEqual([0, expect.any(String)])
  fleet = JSON.parse(readFileSync(out, 'utf8')) as FleetGateway
  await region.startServer()
})
afterEach(async () => {
  await gateway?.kill()
  await region.close()
  rmSync(folder, { recursive: true })
})

async function startGateway(): Promise<void> {
  gateway = await start(['gateway', '--json'], {
    KOTISILTA_GATEWAY_ID: fleet.gateway,
    KOTISILTA_GATEWAY_TOKEN: fleet.token,
    KOTISILTA_GATEWAY_PARTITION: fleet.partition,
    KOTISILTA_SERVER: region.mqttUrl,
    KOTISILTA_DATA_DIR: folder,
    KOTISILTA_RADIO: 'none',
    KOTISILTA_LOCAL_MQTT_PORT: String(localPort),
  })
  localPort = gateway.ready.localMqtt
}

/** The base of a wristband: it tells what has happened, each thing until the gateway has it. */
class Band {
  readonly told: string[] = []
  #client: MqttClient | undefined
  #ending = false
  #done: Promise<void> | undefined

  begin(): void {
    this.#client = mqtt.connect({ host: '127.0.0.1', port: localPort, clientId: 'band-1', reconnectPeriod: 50 })
    this.#client.on('error', () => {})
    this.#done = this.#tell()
  }

  async #tell(): Promise<void> {
    const client = this.#client as MqttClient
    for (let at = Date.now(); !this.#ending; at++) {
      const kind = this.told.length % 10 === 9 ? 'sos-pressed' : 'door-opened'
      const message = JSON.stringify({ kind, at: isoTime(at), detail: { marker: `${this.told.length}` } })
      // mqtt.js sends it again after a reconnect, as a device with a queue of its own does.
      await client.publishAsync('kotisilta-device/v1/band-1/event', message, { qos: 1 })
      this.told.push(`${this.told.length}`)
    }
  }

  async end(): Promise<void> {
    this.#ending = true
    await this.#done
    await this.#client?.endAsync(true)
  }
}

async function stored(): Promise<{ kind: string; marker: string }[]> {
  const database = await openDatabase(region.dataDir)
  const rows = database.sqlite.prepare('select kind, body from event').all() as { kind: string; body: string }[]
  await database.close()
  return rows.flatMap(({ kind, body }) => {
    const { detail } = JSON.parse(body) as { detail?: { marker?: string } }
    return detail?.marker === undefined ? [] : [{ kind, marker: detail.marker }]
  })
}

test(`gateway and server killed in turn, ${ROUNDS} rounds: all that a device was told is kept is on the server, once`, async () => {
  const random = seeded(11)
  await startGateway()
  const band = new Band()
  band.begin()
  for (let round = 0; round < ROUNDS; round++) {
    await new Promise((resolve) => setTimeout(resolve, 100 + random() * 300))
    const victim = random()
    if (victim < 0.6) await gateway?.kill()
    if (victim > 0.4) await region.server.kill()
    if (victim > 0.4) await region.startServer()
    if (victim < 0.6) await startGateway()
  }
  await band.end()
  expect(band.told.length).toBeGreaterThan(10 * ROUNDS)

  await until(async () => (await stored()).length >= band.told.length, 'everything is on the server', 60_000)
  const markers = (await stored()).map(({ marker }) => marker).sort((a, b) => +a - +b)
  expect(markers).toEqual(band.told)
  expect((await stored()).filter(({ kind }) => kind === 'sos-pressed').length).toBeGreaterThan(ROUNDS)
})
