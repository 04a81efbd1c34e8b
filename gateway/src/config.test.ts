import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KotisiltaError } from '@kotisilta/contract'
import { describe, expect, it } from 'vitest'
import { gatewayConfig } from './config.ts'

const NEEDED = {
  KOTISILTA_GATEWAY_ID: 'gw-000001',
  KOTISILTA_GATEWAY_TOKEN: 'secret',
  KOTISILTA_GATEWAY_PARTITION: '17',
  KOTISILTA_SERVER: 'mqtt://127.0.0.1:1883',
}
function faultsOf(environment: Record<string, string>): string[] {
  try {
    gatewayConfig(environment)
  } catch (error) {
    if (error instanceof KotisiltaError && error.code === 'configuration-invalid') return error.message.split('\n')
    throw error
  }
  return []
}

describe('the configuration of a gateway', () => {
  it('has a default for all but its name, token, partition and server', () => {
    expect(gatewayConfig(NEEDED)).toEqual({
      gateway: { id: 'gw-000001', partition: '17' },
      login: { token: 'secret' },
      identity: undefined,
      server: 'mqtt://127.0.0.1:1883',
      dataDir: './data',
      outboxBytes: 512 * 1024 * 1024,
      localMqtt: { port: 1884, host: '127.0.0.1', password: undefined, bridges: [] },
      mapping: undefined,
      radio: 'bluez',
      adapter: 'hci0',
      links: 5,
      timeZone: 'Europe/Helsinki',
      clock: undefined,
      logLevel: 'info',
    })
  })

  it('lists all its faults at once, and none of its secrets', () => {
    const faults = faultsOf({
      KOTISILTA_GATEWAY_ID: 'GW 1',
      KOTISILTA_GATEWAY_PARTITION: '64',
      KOTISILTA_GATEWAY_TOKEN: 'hush'.repeat(200),
      KOTISILTA_SERVER: 'http://example.org',
      KOTISILTA_LOCAL_MQTT_PORT: '70000',
      KOTISILTA_RADIO: 'wifi',
      KOTISILTA_BLUETOOTH_ADAPTER: 'bt0',
      KOTISILTA_TIME_ZONE: 'Europe/Turku',
      KOTISILTA_CLOCK: 'noon',
    })
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'KOTISILTA_GATEWAY_ID',
      'KOTISILTA_GATEWAY_TOKEN',
      'KOTISILTA_GATEWAY_PARTITION',
      'KOTISILTA_SERVER',
      'KOTISILTA_LOCAL_MQTT_PORT',
      'KOTISILTA_RADIO',
      'KOTISILTA_BLUETOOTH_ADAPTER',
      'KOTISILTA_TIME_ZONE',
      'KOTISILTA_CLOCK',
    ])
    expect(faults.join()).not.toContain('hush')
    expect(faultsOf({})).toHaveLength(4)
  })

  it('asks for a password before it lets in the network', () => {
    const open = { ...NEEDED, KOTISILTA_LOCAL_MQTT_BIND: '0.0.0.0' }
    expect(faultsOf(open)).toEqual([
      'KOTISILTA_LOCAL_MQTT_PASSWORD: needed because KOTISILTA_LOCAL_MQTT_BIND lets in the network',
    ])
    expect(faultsOf({ ...open, KOTISILTA_LOCAL_MQTT_PASSWORD: 'long enough' })).toEqual([])
    expect(faultsOf({ ...NEEDED, KOTISILTA_LOCAL_MQTT_BIND: '127.0.0.2' })).toEqual([])
  })

  it('takes the names of bridges with commas between them', () => {
    const bridges = (text: string) => gatewayConfig({ ...NEEDED, KOTISILTA_LOCAL_MQTT_BRIDGES: text }).localMqtt.bridges
    expect(bridges('zigbee2mqtt, theengs-1,')).toEqual(['zigbee2mqtt', 'theengs-1'])
    expect(faultsOf({ ...NEEDED, KOTISILTA_LOCAL_MQTT_BRIDGES: 'a b' })).toHaveLength(1)
  })

  it('can come from a file, over which the environment wins', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kotisilta-config-'))
    const file = join(folder, 'gateway.json')
    writeFileSync(file, JSON.stringify({ ...NEEDED, KOTISILTA_LOCAL_MQTT_PORT: 0 }))
    const config = gatewayConfig({
      KOTISILTA_CONFIG_FILE: file,
      KOTISILTA_GATEWAY_PARTITION: '03',
      KOTISILTA_SERVER: '',
    })
    expect(config).toMatchObject({ gateway: { id: 'gw-000001', partition: '03' }, localMqtt: { port: 0 } })
    writeFileSync(file, '{')
    expect(faultsOf({ KOTISILTA_CONFIG_FILE: file })).toEqual([
      `KOTISILTA_CONFIG_FILE: ${file} is no readable JSON object`,
    ])
    rmSync(folder, { recursive: true })
  })
})
