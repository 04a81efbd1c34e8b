import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigMessage, type Item, KotisiltaError, manualClock } from '@kotisilta/contract'
import mqtt from 'mqtt'
import pino from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gatewayConfig } from './config.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { TestBroker } from './uplink/broker.fixture.ts'

const MAPPING = `devices:
  - device: mqtt:mat-bedroom
    topic: home/bedroom/mat
    says:
      - means: bed-entered
        when: '1'
      - means: bed-left
        when: '0'
  - device: mqtt:scale-{serial}
    topic: scales/{serial}/data
    says:
      - field: weight.value
        means: body-weight
        unit: lb
        time: measuredAt
      - field: button
        means: sos-pressed
        when: pressed
        each: true
`
const CONFIG: ConfigMessage = {
  acknowledge: 'puback',
  timeZone: 'Europe/Helsinki',
  devices: ['mqtt:mat-bedroom', 'mqtt:scale-a7'].map((device) => ({ device, profile: 'mapped-device' })),
}

vi.setConfig({ testTimeout: 30_000 })

let folder: string
let broker: TestBroker
let file: string
const running: Gateway[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-mapped-'))
  file = join(folder, 'mapping.yaml')
  broker = await new TestBroker().start()
  await broker.publish('kotisilta/v1/17/gw-1/config', CONFIG, true)
})
afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.close()
  await broker.kill()
  rmSync(folder, { recursive: true })
})

const settings = (more: Record<string, string> = {}) => ({
  KOTISILTA_GATEWAY_ID: 'gw-1',
  KOTISILTA_GATEWAY_TOKEN: 'hush-hush',
  KOTISILTA_GATEWAY_PARTITION: '17',
  KOTISILTA_SERVER: broker.url,
  KOTISILTA_LOCAL_MQTT_PORT: '0',
  KOTISILTA_DATA_DIR: join(folder, 'data'),
  KOTISILTA_MAPPING_FILE: file,
  ...more,
})
async function start(): Promise<Gateway> {
  const config = gatewayConfig(settings())
  const clock = manualClock(Date.parse('2026-11-21T05:10:05.000Z'))
  const gateway = await startGateway({ config, clock, radio: undefined, log: pino({ level: 'silent' }) })
  running.push(gateway)
  return gateway
}
async function publishing(gateway: Gateway, messages: [topic: string, text: string][]): Promise<void> {
  const client = await mqtt.connectAsync({ host: '127.0.0.1', port: gateway.localMqttPort, clientId: 'shelly-1' })
  for (const [topic, text] of messages) await client.publishAsync(topic, text, { qos: 1 })
  await client.endAsync()
}
const arrived = (): Item[] => broker.received.flatMap(({ items }) => items as Item[])
const arrives = (count: number) => vi.waitFor(() => expect(arrived()).toHaveLength(count), { timeout: 10_000 })

test('what plain topics on the local broker mean is in the mapping file, and a call for help is urgent', async () => {
  writeFileSync(file, MAPPING)
  const gateway = await start()
  await publishing(gateway, [
    ['home/bedroom/mat', '1'],
    ['home/bedroom/mat', '1'],
    ['scales/A7/data', '{"weight":{"value":154.32},"measuredAt":"2026-11-21T07:10:00+02:00"}'],
    ['scales/A7/data', '{"button":"pressed"}'],
    ['scales/A7/data', 'not JSON'],
    ['home/kitchen/light', 'on'],
  ])
  await arrives(3)
  expect(arrived().map(({ device, kind }) => `${device} ${kind}`)).toEqual(
    expect.arrayContaining(['mqtt:mat-bedroom bed-entered', 'mqtt:scale-a7 body-weight', 'mqtt:scale-a7 sos-pressed']),
  )
  const weight = arrived().find(({ kind }) => kind === 'body-weight')
  expect(weight).toMatchObject({ value: 70, unit: 'kg', at: '2026-11-21T05:10:00.000Z', clock: 'device' })
  expect(broker.received.find(({ lane }) => lane === 'urgent')?.items).toMatchObject([{ kind: 'sos-pressed' }])
  expect(gateway.state().counts?.badFrames).toBe(1)
})

test('what was said before a restart is no news after it', async () => {
  writeFileSync(file, MAPPING)
  await publishing(await start(), [['home/bedroom/mat', '1']])
  await arrives(1)
  await vi.waitFor(() => expect(running[0]?.state().backlog).toBe(0), { timeout: 10_000 })
  await running.pop()?.close()
  await publishing(await start(), [
    ['home/bedroom/mat', '1'],
    ['home/bedroom/mat', '0'],
  ])
  await arrives(2)
  expect(arrived().map(({ kind }) => kind)).toEqual(['bed-entered', 'bed-left'])
})

test('a gateway does not start with a mapping that has faults, and lists all of them beside its other ones', () => {
  const faultsOf = (text: string | undefined, more: Record<string, string> = {}): string[] => {
    if (text !== undefined) writeFileSync(file, text)
    try {
      gatewayConfig(settings(more))
    } catch (error) {
      if (error instanceof KotisiltaError) return error.message.split('\n')
    }
    return []
  }
  expect(faultsOf(undefined)).toEqual([expect.stringMatching(/^KOTISILTA_MAPPING_FILE: mapping-unreadable: ENOENT/)])
  const wrong = MAPPING.replace('bed-entered', 'in-bed').replace('unit: lb', 'unit: stone').replace('mqtt:mat', 'Mat')
  const faults = faultsOf(wrong, { KOTISILTA_RADIO: 'wifi' })
  expect(faults[0]).toMatch(/^KOTISILTA_RADIO/)
  expect(faults.slice(1).every((line) => line.startsWith('KOTISILTA_MAPPING_FILE: mapping-invalid: '))).toBe(true)
  expect(faults.join()).toMatch(/devices\[0\]\.device/)
  expect(faults.join()).toMatch(/devices\[0\]\.says\[0\]/)
  expect(faultsOf(MAPPING)).toEqual([])
})
