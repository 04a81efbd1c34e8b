import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Adapter, type Peripherals, startBus, startPeripherals } from '@kotisilta/simulators'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, run, start } from '../harness/process.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

interface Found {
  check: string
  state: 'ok' | 'warning' | 'wrong'
  says: string
  next?: string
}

const started = await startBus()
if (started.outcome === 'not-installed') throw new Error(`these tests need a D-Bus: ${started.install}`)
const bus = started

let region: Region
let peripherals: Peripherals
let gateway: Running<{ localMqtt: number; status: number }> | undefined
const dataDir = mkdtempSync(join(tmpdir(), 'kotisilta-doctor-'))
let environment: Record<string, string>
beforeAll(async () => {
  region = await Region.open(1)
  const [home] = region.fleet
  if (home === undefined) throw new Error('no home')
  environment = {
    DBUS_SYSTEM_BUS_ADDRESS: bus.address,
    KOTISILTA_GATEWAY_ID: home.gateway,
    KOTISILTA_GATEWAY_TOKEN: home.token,
    KOTISILTA_GATEWAY_PARTITION: home.partition,
    KOTISILTA_SERVER: region.mqttUrl,
    KOTISILTA_DATA_DIR: dataDir,
    KOTISILTA_LOCAL_MQTT_PORT: '0',
    KOTISILTA_STATUS_PORT: '0',
  }
  peripherals = await startPeripherals({ busAddress: bus.address })
}, 180_000)
afterAll(async () => {
  await gateway?.stop()
  await peripherals.close()
  bus.close()
  await region.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function doctor(more: Record<string, string> = {}) {
  const { code, stdout, stderr } = await run(['doctor', '--gateway', '--json'], { ...environment, ...more })
  expect(stderr).toBe('')
  // Whatever it finds, it tells no secret.
  for (const secret of [environment.KOTISILTA_GATEWAY_TOKEN, more.KOTISILTA_GATEWAY_TOKEN]) {
    if (secret !== undefined) expect(stdout).not.toContain(secret)
  }
  const findings = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Found)
  for (const { state, next } of findings) expect(next === undefined).toBe(state === 'ok')
  const of = (check: string): Found | undefined => findings.find((finding) => finding.check === check)
  return { code, findings, of }
}

test('while the gateway runs it asks it, puts nobody out, and all is well', async () => {
  gateway = await start(['gateway', '--json'], environment)
  const running = gateway
  await until(
    async () => {
      const { state, connected } = (await (
        await fetch(`http://127.0.0.1:${running.ready.status}/status.json`)
      ).json()) as {
        connected: boolean
        state: { radio: string }
      }
      return connected && state.radio === 'listening'
    },
    'the gateway is connected and listens',
    30_000,
  )
  const { code, of, findings } = await doctor()
  expect(findings.map(({ check }) => check)).toEqual([
    'configuration',
    'gateway',
    'service',
    'version',
    'clock',
    'network',
    'certificate',
    'sign-in',
    'bluetooth',
    'radio',
    'devices',
    'outbox',
    'disk',
    'memory',
  ])
  for (const check of ['configuration', 'gateway', 'network', 'sign-in', 'bluetooth', 'radio', 'outbox', 'memory']) {
    expect(of(check), check).toMatchObject({ state: 'ok' })
  }
  expect(of('bluetooth')?.says).toContain('hci0 on')
  expect(of('sign-in')?.says).toContain('the running gateway')
  expect(of('devices')).toMatchObject({ state: 'warning' })
  expect(of('certificate')).toMatchObject({ state: 'warning' })
  expect(code).toBe(0)
}, 120_000)

test('a gateway that does not run is told, what it left is counted, and its sign-in is tried', async () => {
  await gateway?.stop()
  gateway = undefined
  const { code, of } = await doctor()
  expect(of('gateway')).toMatchObject({ state: 'wrong', says: 'it does not run' })
  expect(of('sign-in')).toMatchObject({ state: 'ok' })
  expect(of('outbox')).toMatchObject({ state: 'ok', says: 'nothing waits' })
  expect(code).toBe(1)
  const forged = await doctor({ KOTISILTA_GATEWAY_TOKEN: 'a-token-that-nobody-gave' })
  expect(forged.of('sign-in')).toMatchObject({ state: 'wrong' })
  expect(forged.of('network')).toMatchObject({ state: 'ok' })
}, 120_000)

// No gateway runs, which would switch it on again.
test('an adapter that is off, and one that is not there, are told apart', async () => {
  const adapter = peripherals.adapters[0] as Adapter
  adapter.setPowered(false)
  const off = await doctor()
  expect(off.of('bluetooth')).toMatchObject({ state: 'wrong', says: 'the adapter hci0 is off' })
  expect(off.code).toBe(1)
  adapter.setPowered(true)
  const other = await doctor({ KOTISILTA_BLUETOOTH_ADAPTER: 'hci7' })
  expect(other.of('bluetooth')?.says).toBe('no adapter hci7: there is /org/bluez/hci0')
}, 120_000)

test('no name, no server, no D-Bus and no BlueZ are each their own line', async () => {
  const nameless = await doctor({
    KOTISILTA_SERVER: 'mqtt://hub.invalid:1883',
    DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere',
  })
  expect(nameless.of('network')?.says).toContain('is not found (DNS)')
  expect(nameless.of('bluetooth')?.says).toBe('there is no D-Bus')
  await peripherals.close()
  const without = await doctor({ KOTISILTA_SERVER: 'mqtt://127.0.0.1:1' })
  expect(without.of('network')?.says).toContain('ECONNREFUSED')
  expect(without.of('sign-in')?.state).toBe('wrong')
  expect(without.of('bluetooth')?.says).toBe('D-Bus is there, BlueZ does not answer')
  peripherals = await startPeripherals({ busAddress: bus.address })
}, 180_000)

test('a gateway without a configuration, and one whose file is damaged, are told what to do', async () => {
  const { code, of } = await doctor({ KOTISILTA_GATEWAY_PARTITION: '99' })
  expect(of('configuration')?.says).toContain('KOTISILTA_GATEWAY_PARTITION')
  expect(of('disk')?.state).not.toBe('wrong')
  expect(code).toBe(1)
  writeFileSync(join(dataDir, 'gateway.sqlite'), 'this is no database, whatever it is called')
  expect((await doctor()).of('gateway')?.says).toContain('cannot be read')
}, 120_000)
