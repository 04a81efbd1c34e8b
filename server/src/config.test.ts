import { expect, test } from 'vitest'
import { serverConfig } from './config.ts'

test('without a word it is one process on loopback with its data beside it', () => {
  expect(serverConfig({})).toMatchObject({
    dataDir: './data',
    http: { port: 8080, host: '127.0.0.1' },
    mqtt: { port: 1883, host: '127.0.0.1' },
  })
})

test('a provider of sign-ins wants all of its settings, TLS, and roles that there are', () => {
  const issuer = { KOTISILTA_OIDC_ISSUER: 'https://login.example' }
  expect(() => serverConfig(issuer)).toThrow(
    /_CLIENT_ID.*\n.*_CLIENT_SECRET.*\n.*_ROLES.*\n.*_AREA_CLAIM.*\n.*_PUBLIC_URL/s,
  )
  expect(() => serverConfig({ KOTISILTA_OIDC_ISSUER: 'http://login.example' })).toThrow(/https, except on loopback/)
  expect(() => serverConfig({ KOTISILTA_OIDC_ROLES: 'care=nurse,boss=king' })).toThrow(/boss=king/)
  const whole = serverConfig({
    ...issuer,
    KOTISILTA_OIDC_CLIENT_ID: 'kotisilta',
    KOTISILTA_OIDC_CLIENT_SECRET: 'secret',
    KOTISILTA_OIDC_ROLES: 'night=on-call, care=nurse',
    KOTISILTA_OIDC_AREA_CLAIM: 'areas',
    KOTISILTA_PUBLIC_URL: 'https://kotisilta.example',
  })
  expect(whole.identity.oidc).toMatchObject({
    name: 'login.example',
    roles: [
      ['night', 'on-call'],
      ['care', 'nurse'],
    ],
  })
})

test('all faults are told at once, each with its name', () => {
  expect(() =>
    serverConfig({ KOTISILTA_HTTP_PORT: 'eighty', KOTISILTA_MQTT_PORT: '70000', KOTISILTA_BROKER: 'mqtt://elsewhere' }),
  ).toThrow(/KOTISILTA_HTTP_PORT.*\n.*KOTISILTA_MQTT_PORT.*\n.*KOTISILTA_BROKER/s)
})
