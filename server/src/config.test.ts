import { expect, test } from 'vitest'
import { serverConfig } from './config.ts'

test('without a word it is one process on loopback with its data beside it', () => {
  expect(serverConfig({})).toMatchObject({
    dataDir: './data',
    http: { port: 8080, host: '127.0.0.1' },
    mqtt: { port: 1883, host: '127.0.0.1' },
  })
})

test('all faults are told at once, each with its name', () => {
  expect(() =>
    serverConfig({ KOTISILTA_HTTP_PORT: 'eighty', KOTISILTA_MQTT_PORT: '70000', KOTISILTA_BROKER: 'mqtt://elsewhere' }),
  ).toThrow(/KOTISILTA_HTTP_PORT.*\n.*KOTISILTA_MQTT_PORT.*\n.*KOTISILTA_BROKER/s)
})
