import type { Item } from '@kotisilta/contract'
import mqtt from 'mqtt'
import { describe, expect, it } from 'vitest'
import {
  arrived,
  broker,
  CONFIG,
  configure,
  log,
  running,
  SCALE,
  start,
  until,
  withGateways,
} from './gateway.fixture.ts'
import type { Gateway } from './gateway.ts'

withGateways()

async function lanDevice(gateway: Gateway, serial: string) {
  const client = await mqtt.connectAsync({ host: '127.0.0.1', port: gateway.localMqttPort, clientId: serial })
  return {
    publish: (leaf: string, content: unknown) =>
      client.publishAsync(
        `kotisilta-device/v1/${serial}/${leaf}`,
        typeof content === 'string' ? content : JSON.stringify(content),
        { qos: 1 },
      ),
    end: () => client.endAsync(true),
  }
}

/** A program on the gateway's own machine that speaks for other devices. */
async function bridgeClient(gateway: Gateway) {
  const client = await mqtt.connectAsync({ host: '127.0.0.1', port: gateway.localMqttPort, clientId: 'mqttjs_1' })
  return {
    publish: (topic: string, text: string, retain = false) => client.publishAsync(topic, text, { qos: 1, retain }),
    end: () => client.endAsync(true),
  }
}

const door = (ieee_address: string, description: string) => ({
  ieee_address,
  friendly_name: description.slice(0, 200),
  description,
  definition: {
    exposes: [{ type: 'binary', name: 'contact', property: 'contact', value_on: false, value_off: true }],
  },
})

describe('a gateway on a home’s network', () => {
  it('takes what a robot on the LAN reports, an alarm in the urgent lane, and keeps what it does not understand', async () => {
    await configure()
    const { gateway } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(3))
    const robot = await lanDevice(gateway, 'robot-0042')
    await robot.publish('event', { kind: 'dose-missed', detail: { slot: '2026-11-21T07:00+02:00' } })
    for (let n = 0; n < 3; n++) await robot.publish('event', '{"kind":"dance"}')
    const band = await lanDevice(gateway, 'Band-7')
    await band.publish('event', { kind: 'sos-pressed', at: '2026-11-21T07:10:01+02:00' })
    await until(() => expect(arrived()).toHaveLength(2))
    expect(broker.received.map(({ lane, items }) => [lane, (items as Item[])[0]?.device]).sort()).toEqual([
      ['items', 'mqtt:robot-0042'],
      ['urgent', 'mqtt:band-7'],
    ])
    expect(gateway.state().counts?.badFrames).toBe(3)
    expect(log.filter((line) => line.includes('not understood'))).toHaveLength(1)
    await robot.end()
    await band.end()
  })

  it('hears Zigbee2MQTT on the local broker, remembers its devices over a restart, and takes no old state for news', async () => {
    const list = [door('0x00158d0001a2b3c4', 'Hall door'), door('0x00158d0001a2b3c5', 'x'.repeat(200_000))]
    await configure({ ...CONFIG, devices: [{ device: 'zigbee:00158d0001a2b3c4', profile: 'bridged-sensor' }] })
    const first = await start()
    await until(() => expect(first.gateway.state().devices).toHaveLength(1))
    const bridge = await bridgeClient(first.gateway)
    await bridge.publish('zigbee2mqtt/bridge/devices', JSON.stringify(list), true)
    await bridge.publish('zigbee2mqtt/bridge/logging', 'no concern of ours')
    for (let n = 0; n < 3; n++) await bridge.publish('zigbee2mqtt/Hall door', '{"contact":false,"linkquality":80}')
    await until(() => expect(arrived()).toHaveLength(1))
    await bridge.end()
    await running.pop()?.close()

    const { gateway } = await start()
    const again = await bridgeClient(gateway)
    await again.publish('zigbee2mqtt/Hall door', '{"contact":false}')
    await again.publish('zigbee2mqtt/Hall door', '{"contact":true}')
    await until(() => expect(arrived()).toHaveLength(2))
    expect(arrived()).toMatchObject([
      { device: 'zigbee:00158d0001a2b3c4', kind: 'door-opened' },
      { device: 'zigbee:00158d0001a2b3c4', kind: 'door-closed' },
    ])
    expect(gateway.state().counts?.badFrames).toBe(0)
    await again.end()
  })

  it('hears Theengs, Home Assistant’s discovery and a button in its role, and not the neighbour’s scale', async () => {
    await configure({
      ...CONFIG,
      devices: [
        { device: 'ble:c80f10a1b2d1', profile: 'bridged-sensor' },
        { device: `ble:${SCALE}`, profile: 'sig-weight-scale' },
        { device: 'mqtt:hall-door', profile: 'bridged-sensor' },
        { device: 'zigbee:00158d0001a2b3c9', profile: 'bridged-sos-button' },
      ],
    })
    const { gateway } = await start()
    await until(() => expect(gateway.state().devices).toHaveLength(4))
    const { publish, end } = await bridgeClient(gateway)
    const weighing = '{"weight":70.5,"unit":"kg","weighing_mode":"person"}'
    await publish('home/TheengsGateway/BTtoMQTT/C80F10A1B2D1', weighing)
    await publish('home/TheengsGateway/BTtoMQTT/C80F10A1B2D2', weighing)
    await publish(`home/TheengsGateway/BTtoMQTT/${SCALE.toUpperCase()}`, weighing)
    await publish('homeassistant/binary_sensor/d/config', '{"stat_t":"hall","dev_cla":"door","uniq_id":"hall-door"}')
    await publish('hall', 'ON')
    const button = {
      ieee_address: '0x00158d0001a2b3c9',
      friendly_name: 'button',
      definition: { exposes: [{ type: 'enum', name: 'action', property: 'action' }] },
    }
    await publish('zigbee2mqtt/bridge/devices', JSON.stringify([button]))
    await publish('zigbee2mqtt/button', '{"action":"single"}')
    await publish('zigbee2mqtt/nobody', '{"action":"single"}')
    await until(() => expect(arrived()).toHaveLength(3))
    expect(
      arrived()
        .map(({ device, kind }) => `${device} ${kind}`)
        .sort(),
    ).toEqual(['ble:c80f10a1b2d1 body-weight', 'mqtt:hall-door door-opened', 'zigbee:00158d0001a2b3c9 sos-pressed'])
    expect(broker.received.find(({ lane }) => lane === 'urgent')?.items).toMatchObject([{ kind: 'sos-pressed' }])
    expect(gateway.state().counts?.badFrames).toBe(1)
    await end()
  })
})
