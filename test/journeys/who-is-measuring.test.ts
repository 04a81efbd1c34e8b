import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configMessageSchema, manualClock, topicOf } from '@kotisilta/contract'
import { type Gateway, gatewayConfig, type ScriptedRadio, scriptedRadio, startGateway } from '@kotisilta/gateway'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { sealedWeight } from '../harness/sealed-weight.ts'
import { until } from '../harness/until.ts'

const SHARED = '8cd0b2f6beef'
const ALONE = '8cd0b2f6bef0'
const KEY = '0728974d657a4b60964c1b1677f35f7c'
const UNLOCK = '00112233445566778899aabbccddeeff'
const scale = (address: string) => ({ device: `ble:${address}`, profile: 'xiaomi-scale-s400', bindKey: KEY })
const couple = { home: 'h1', gateway: 'gw-1', language: 'fi' }
const HOMES = [
  { ...couple, patient: 'anna', name: 'Anna Virtanen', ...scale(SHARED) },
  { ...couple, patient: 'eino', name: 'Eino Virtanen', ...scale(SHARED) },
  {
    ...couple,
    patient: 'eino',
    name: 'Eino Virtanen',
    device: 'ble:01',
    profile: 'omron-hem-7322t',
    unlockKey: UNLOCK,
  },
  { ...couple, home: 'h2', gateway: 'gw-2', patient: 'pentti', name: 'Pentti Mäki', ...scale(ALONE) },
]
/** What each weighed yesterday, in the order of the members. */
const YESTERDAY: Record<string, number[]> = { [SHARED]: [62, 83], [ALONE]: [90] }

let region: Region
let cookie: string
let log = ''
let counter = 1
const folder = mkdtempSync(join(tmpdir(), 'kotisilta-who-'))
const clock = manualClock(Date.now() - 3_600_000)
const radios: Record<string, ScriptedRadio> = { [SHARED]: scriptedRadio(), [ALONE]: scriptedRadio() }
const running: Gateway[] = []

/** Weighs the members of a home once under their names, until its gateway is told what they weigh. */
async function weighedYesterday(fleet: FleetGateway, address: string): Promise<void> {
  const uplink = await TestGateway.connect(region.mqttUrl, fleet)
  let members: { member: string; last?: number | undefined }[] = []
  uplink.client.on('message', (_topic, payload) => {
    const { devices } = configMessageSchema.parse(JSON.parse(payload.toString()))
    members = devices.find(({ device }) => device === `ble:${address}`)?.members ?? []
  })
  await uplink.client.subscribeAsync(topicOf(fleet.partition, fleet.gateway, 'config'), { qos: 1 })
  const weights = YESTERDAY[address] as number[]
  await until(() => members.length === weights.length, 'the gateway is told who uses the scale')
  const common = { kind: 'body-weight', unit: 'kg', device: `ble:${address}` }
  const at = new Date(Date.now() - 86_400_000).toISOString()
  await uplink.send(members.map(({ member }, place) => ({ ...common, at, value: weights[place], subject: { member } })))
  await until(() => members.every(({ last }, place) => last === weights[place]), 'it is told what they weigh', 30_000)
  await uplink.close()
}

async function startHome({ gateway, token, partition, devices }: FleetGateway, address: string): Promise<void> {
  const config = gatewayConfig({
    KOTISILTA_GATEWAY_ID: gateway,
    KOTISILTA_GATEWAY_TOKEN: token,
    KOTISILTA_GATEWAY_PARTITION: partition,
    KOTISILTA_SERVER: region.mqttUrl,
    KOTISILTA_LOCAL_MQTT_PORT: '0',
    KOTISILTA_DATA_DIR: join(folder, gateway),
  })
  const write = (line: string) => {
    log += line
  }
  const home = await startGateway({
    config,
    clock,
    radio: radios[address] as ScriptedRadio,
    log: pino({ level: 'debug' }, { write }),
  })
  running.push(home)
  const known = new Set(devices.map(({ device }) => device)).size
  await until(() => home.state().devices?.length === known, 'the gateway knows its home')
}

beforeAll(async () => {
  region = await Region.of(HOMES)
  cookie = await region.signIn()
  const addresses = [SHARED, ALONE]
  for (const [place, fleet] of region.fleet.entries()) {
    await weighedYesterday(fleet, addresses[place] as string)
    await startHome(fleet, addresses[place] as string)
  }
}, 120_000)
afterAll(async () => {
  for (const gateway of running) await gateway.close()
  await region?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Somebody steps on a scale, a minute after the last time. */
function weigh(address: string, kilograms: number): void {
  clock.advance(60_000)
  const fe95 = sealedWeight(address, KEY, kilograms, counter++)
  const heard = { address, services: [], serviceData: { fe95 }, manufacturerData: {}, rssi: -60 }
  radios[address]?.play({ sighting: heard })
}
interface Weight {
  value: number
  quality: string[]
}
async function weightsOf(patient: string): Promise<Weight[]> {
  const { body } = await region.request(
    cookie,
    'GET',
    `/api/v1/patients/${patient}/readings?kind=body-weight&from=2000-01-01T00:00:00.000Z`,
  )
  return (body as Weight[]).map(({ value, quality }) => ({ value, quality }))
}
async function weightsAreIn(patients: string[], count: number): Promise<Weight[]> {
  let found: Weight[] = []
  const areIn = async () => {
    found = (await Promise.all(patients.map(weightsOf))).flat()
    return found.length === count
  }
  await until(areIn, `${count} weights are stored`)
  return found
}

test('two people on one sealed scale: each weight is booked to the one whose it can only be', async () => {
  weigh(SHARED, 62.8)
  weigh(SHARED, 84.1)
  await weightsAreIn(['anna', 'eino'], 4)
  expect(await weightsOf('anna')).toEqual([62, 62.8].map((value) => ({ value, quality: [] })))
  expect(await weightsOf('eino')).toEqual([83, 84.1].map((value) => ({ value, quality: [] })))
})

test('a weight between the two, and a child’s, are stored and are certainly nobody’s', async () => {
  weigh(SHARED, 73)
  weigh(SHARED, 15)
  const weights = await weightsAreIn(['anna', 'eino'], 6)
  const doubtful = weights.filter(({ quality }) => quality.includes('person-uncertain'))
  expect(doubtful.map(({ value }) => value).sort()).toEqual([15, 73])
})

test('bad input 21: a jump of 25 kg is held, and certain once it is measured again', async () => {
  weigh(ALONE, 65)
  weigh(ALONE, 65.2)
  const [, held, confirmed] = await weightsAreIn(['pentti'], 3)
  expect(held).toEqual({ value: 65, quality: ['person-uncertain'] })
  expect(confirmed).toEqual({ value: 65.2, quality: [] })
})

test('the keys are in no log, and in no answer but the gateway’s own configuration', async () => {
  const { body } = await region.request(cookie, 'GET', '/api/v1/patients/eino')
  for (const said of [JSON.stringify(body), region.server.log(), log, JSON.stringify(region.fleet)]) {
    expect(said.length).toBeGreaterThan(100)
    expect(said).not.toContain(KEY)
    expect(said).not.toContain(UNLOCK)
  }
})
