import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stateMessageSchema } from '@kotisilta/contract'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { gatewayConfig } from './config.ts'
import {
  arrived,
  broker,
  CONFIG,
  clock,
  configure,
  folder,
  log,
  running,
  SCALE,
  sighting,
  start,
  until,
  WEIGHT,
  withGateways,
} from './gateway.fixture.ts'
import { startGateway } from './gateway.ts'

withGateways()

describe('a gateway', () => {
  it('tells the server how it is, and how its devices are', async () => {
    await configure()
    const { gateway, radio } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    radio.play({ sighting: sighting(SCALE) })
    radio.play({ frame: { address: SCALE, characteristic: '2a19', bytes: Buffer.of(87) } })
    radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes: Buffer.of(2) } })
    await until(() => expect(broker.states.at(-1)?.counts?.badFrames).toBe(1))
    const state = stateMessageSchema.parse(broker.states.at(-1))
    expect(state).toMatchObject({
      online: true,
      clock: 'synchronised',
      radio: 'listening',
      since: '2026-11-21T05:10:05.000Z',
    })
    expect(state.devices?.[0]).toEqual({
      device: `ble:${SCALE}`,
      profile: 'sig-weight-scale',
      battery: 87,
      lastSeen: '2026-11-21T05:10:05.000Z',
      rssi: -61,
    })
    radio.play({ powered: false })
    await until(() => expect(broker.states.at(-1)?.radio).toBe('adapter-off'))
  })

  it('knows its home and what is waiting after a restart without a network', async () => {
    await configure()
    const first = await start()
    await until(() => expect(first.gateway.state().devices).toHaveLength(3))
    await running.pop()?.close()
    await broker.kill()
    const { gateway, radio } = await start()
    radio.play({ sighting: sighting(SCALE) })
    radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes: WEIGHT } })
    await until(() => expect(gateway.state().backlog).toBe(1))
    await running.pop()?.close()
    const second = await start()
    expect(second.gateway.state().backlog).toBe(1)
    await broker.start()
    await configure()
    await until(() => expect(second.gateway.state().backlog).toBe(0))
    expect(arrived()).toHaveLength(1)
  })

  it('begins anew with a damaged file, and says so from then on', async () => {
    expect((await start()).gateway.state().counts?.setAside).toBe(0)
    await running.pop()?.close()
    writeFileSync(join(folder, 'gw-1', 'gateway.sqlite'), 'not a database, whatever it says')
    const { gateway } = await start()
    expect(gateway.state().counts?.setAside).toBe(1)
    await running.pop()?.close()
    expect((await start()).gateway.state().counts?.setAside).toBe(1)
  })

  it('lives beside others in one process', async () => {
    await configure(CONFIG, 'gw-1')
    await configure(CONFIG, 'gw-2')
    const both = await Promise.all([start('gw-1'), start('gw-2')])
    for (const { gateway, radio } of both) {
      await until(() => expect(gateway.state().devices).toHaveLength(3))
      radio.play({ sighting: sighting(SCALE) })
      radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes: WEIGHT } })
    }
    await until(() => expect(arrived()).toHaveLength(2))
    expect(new Set(broker.received.map(({ epoch }) => epoch)).size).toBe(2)
  })

  it('leaves its port and its file free when it cannot have the port', async () => {
    const { gateway } = await start()
    const environment = {
      KOTISILTA_GATEWAY_ID: 'gw-2',
      KOTISILTA_GATEWAY_TOKEN: 'x',
      KOTISILTA_GATEWAY_PARTITION: '17',
      KOTISILTA_SERVER: broker.url,
      KOTISILTA_DATA_DIR: join(folder, 'gw-2'),
    }
    const config = gatewayConfig({ ...environment, KOTISILTA_LOCAL_MQTT_PORT: String(gateway.localMqttPort) })
    const silent = pino({ level: 'silent' })
    const attempt = startGateway({ config, clock, radio: undefined, log: silent })
    await expect(attempt).rejects.toThrow(expect.objectContaining({ code: 'port-in-use' }))
    await start('gw-2')
  })

  it('never writes its token into its log or its file', async () => {
    await configure()
    const { gateway } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    await running.pop()?.close()
    expect(log.length).toBeGreaterThan(2)
    expect(log.join()).not.toContain('hush-hush')
    expect(readFileSync(join(folder, 'gw-1', 'gateway.sqlite')).includes('hush-hush')).toBe(false)
  })
})
