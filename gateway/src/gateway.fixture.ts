import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigMessage, type Item, manualClock } from '@kotisilta/contract'
import type { Sighting } from '@kotisilta/device-profiles'
import pino from 'pino'
import { afterEach, beforeEach, vi } from 'vitest'
import { gatewayConfig } from './config.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { type ScriptedRadio, scriptedRadio } from './radio/scripted-radio.ts'
import { TestBroker } from './uplink/broker.fixture.ts'

export const NOW = Date.parse('2026-11-21T05:10:05.000Z')
export const SCALE = 'c80f10a1b2c3'
export const CONFIG: ConfigMessage = {
  acknowledge: 'puback',
  timeZone: 'Europe/Helsinki',
  devices: [
    { device: `ble:${SCALE}`, profile: 'sig-weight-scale' },
    { device: 'ble:c80f10a1b2c4', profile: 'xiaomi-scale' },
    { device: 'mqtt:robot-0042', profile: 'open-dispenser' },
  ],
}

/** Of the test that runs. */
export let folder: string
export let broker: TestBroker
export let clock: ReturnType<typeof manualClock>
/** What the gateways have logged, a line each. */
export let log: string[]
export const running: Gateway[] = []

/** Each test of the file has a broker and a folder of its own, and the gateways that it starts are closed after it. */
export function withGateways(): void {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kotisilta-gateway-'))
    broker = await new TestBroker().start()
    clock = manualClock(NOW)
    log = []
  })
  afterEach(async () => {
    for (const gateway of running.splice(0)) await gateway.close()
    await broker.kill()
    rmSync(folder, { recursive: true })
  })
}

export async function start(id = 'gw-1', radio: ScriptedRadio = scriptedRadio()) {
  const config = gatewayConfig({
    KOTISILTA_GATEWAY_ID: id,
    KOTISILTA_GATEWAY_TOKEN: 'hush-hush',
    KOTISILTA_GATEWAY_PARTITION: '17',
    KOTISILTA_SERVER: broker.url,
    KOTISILTA_LOCAL_MQTT_PORT: '0',
    KOTISILTA_DATA_DIR: join(folder, id),
  })
  const gateway = await startGateway({
    config,
    clock,
    radio,
    log: pino({ level: 'debug' }, { write: (line) => log.push(line) }),
    timing: { retryFirst: 50, retryMost: 100, stateThrottle: 10 },
  })
  running.push(gateway)
  return { gateway, radio }
}
export const configure = (config = CONFIG, id = 'gw-1') => broker.publish(`kotisilta/v1/17/${id}/config`, config, true)
export const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 10 })
export const arrived = (): Item[] => broker.received.flatMap(({ items }) => items as Item[])
export const sighting = (address: string, more: Partial<Sighting> = {}): Sighting => ({
  address,
  services: [],
  serviceData: {},
  manufacturerData: {},
  rssi: -61,
  ...more,
})
/** 72.5 kg, by a scale whose clock shows 07:10:00. */
export const WEIGHT = Buffer.from('02a438ea070b15070a00', 'hex')
