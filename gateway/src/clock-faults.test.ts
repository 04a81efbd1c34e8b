import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConfigMessage, Item } from '@kotisilta/contract'
import { systemClock } from '@kotisilta/contract'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TimeSource } from './collect/gateway-clock.ts'
import { gatewayConfig } from './config.ts'
import { type Gateway, startGateway } from './gateway.ts'
import { type ScriptedRadio, scriptedRadio } from './radio/scripted-radio.ts'
import { TestBroker } from './uplink/broker.fixture.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND
const DAY = 24 * HOUR
const TRUE = Date.parse('2026-11-21T05:10:05.000Z')
const SCALE = 'c80f10a1b2c3'
const CONFIG: ConfigMessage = {
  acknowledge: 'puback',
  timeZone: 'Europe/Helsinki',
  devices: [{ device: `ble:${SCALE}`, profile: 'sig-weight-scale' }],
}

let folder: string
let broker: TestBroker
let radio: ScriptedRadio
let machine: { wall: number; monotonic: number; synchronised: boolean | undefined }
const running: Gateway[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-clock-'))
  broker = await new TestBroker().start()
  broker.publish('kotisilta/v1/17/gw-1/config', CONFIG, true)
  machine = { wall: TRUE, monotonic: 0, synchronised: true }
})
afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.close()
  await broker.kill()
  rmSync(folder, { recursive: true })
})

/** A real gateway; only what its machine says of the time is ours. */
async function start(): Promise<Gateway> {
  const time: TimeSource = {
    wall: () => machine.wall,
    monotonic: () => machine.monotonic,
    synchronised: () => machine.synchronised,
  }
  radio = scriptedRadio()
  const gateway = await startGateway({
    config: gatewayConfig({
      KOTISILTA_GATEWAY_ID: 'gw-1',
      KOTISILTA_GATEWAY_TOKEN: 'hush-hush',
      KOTISILTA_GATEWAY_PARTITION: '17',
      KOTISILTA_SERVER: broker.url,
      KOTISILTA_LOCAL_MQTT_PORT: '0',
      KOTISILTA_DATA_DIR: folder,
    }),
    clock: systemClock,
    time,
    radio,
    log: pino({ level: 'silent' }),
    timing: { retryFirst: 20, retryMost: 50, stateThrottle: 10 },
  })
  running.push(gateway)
  return gateway
}
function pass(time: number): void {
  machine.wall += time
  machine.monotonic += time
}
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 10 })
const arrived = (): Item[] => broker.received.flatMap(({ items }) => items as Item[])
const configured = (gateway: Gateway) => until(() => expect(gateway.state().devices).toHaveLength(1))

/** Somebody of so many kilograms stands on a scale; with its own time or without. */
function weigh(kilograms: number, time?: string): void {
  const bytes = Buffer.alloc(time === undefined ? 3 : 10)
  bytes.writeUInt8(time === undefined ? 0 : 2)
  bytes.writeUInt16LE(Math.round(kilograms * 200), 1)
  if (time !== undefined) {
    const [year = 0, ...rest] = time.split(/[-T:]/).map(Number)
    bytes.writeUInt16LE(year, 3)
    for (const [index, part] of rest.entries()) bytes.writeUInt8(part, 5 + index)
  }
  radio.play({
    sighting: { address: SCALE, services: ['181d'], serviceData: {}, manufacturerData: {}, rssi: -60 },
  })
  radio.play({ frame: { address: SCALE, characteristic: '2a9d', bytes } })
}
const weight = (kilograms: number) =>
  arrived().find((item) => item.kind === 'body-weight' && 'value' in item && item.value === kilograms)

describe('fault 15: a clock that jumps, stands in 1970, or has no network time', () => {
  it('1970: what is measured before the time is known is estimated, and put right when it becomes known', async () => {
    const before = await start()
    await configured(before)
    await running.pop()?.close()
    await broker.kill()
    machine = { wall: 0, monotonic: 0, synchronised: false }
    const gateway = await start()
    expect(gateway.state().clock).toBe('unsynchronised')
    weigh(71)
    weigh(72, '2026-11-21T07:09:00')
    await until(() => expect(gateway.state().backlog).toBe(2))

    pass(HOUR)
    machine.wall = TRUE + 9 * HOUR
    machine.synchronised = true
    expect(gateway.state().clock).toBe('synchronised')
    weigh(73)
    await until(() => expect(gateway.state().backlog).toBe(3))
    await broker.start()
    await until(() => expect(arrived()).toHaveLength(3))
    expect(weight(71)).toMatchObject({
      at: '2026-11-21T13:10:05.000Z',
      clock: 'estimated',
      quality: ['clock-estimated'],
    })
    expect(weight(72)).toMatchObject({ at: '2026-11-21T05:09:00.000Z', clock: 'device' })
    expect(weight(73)).toMatchObject({ at: '2026-11-21T14:10:05.000Z', clock: 'gateway', quality: [] })
  })

  it('no network time: goes on from when the time was last known, and says that it is not', async () => {
    await configured(await start())
    await running.pop()?.close()
    machine = { wall: TRUE - 3 * DAY, monotonic: 0, synchronised: false }
    const gateway = await start()
    weigh(71)
    await until(() => expect(weight(71)).toMatchObject({ at: '2026-11-21T05:10:05.000Z', clock: 'estimated' }))
    expect(gateway.state().clock).toBe('unsynchronised')
  })

  it.each([
    ['to 1970', 0],
    ['to 2036', Date.UTC(2036, 1, 7)],
    ['an hour back', TRUE - HOUR],
    ['a day ahead', TRUE + DAY],
  ])('a jump %s without network time is flagged, and changes no time of measurement', async (_, wall) => {
    const gateway = await start()
    await configured(gateway)
    weigh(71)
    await until(() => expect(weight(71)).toMatchObject({ at: '2026-11-21T05:10:05.000Z', clock: 'gateway' }))
    machine.synchronised = false
    machine.wall = wall
    pass(10 * SECOND)
    weigh(72)
    await until(() => expect(weight(72)).toMatchObject({ at: '2026-11-21T05:10:15.000Z', clock: 'gateway' }))
    expect(gateway.state().clock).toBe('unsynchronised')
    machine.wall = TRUE + 10 * SECOND
    expect(gateway.state().clock).toBe('synchronised')
  })

  it('a jump that the network makes is followed, both ways, and what was sent stays as it was', async () => {
    const gateway = await start()
    await configured(gateway)
    weigh(71)
    await until(() => expect(weight(71)).toBeDefined())
    machine.wall = TRUE - 5 * HOUR
    weigh(72)
    await until(() => expect(weight(72)).toMatchObject({ at: '2026-11-21T00:10:05.000Z', clock: 'gateway' }))
    machine.wall = TRUE
    weigh(73)
    await until(() => expect(weight(73)).toMatchObject({ at: '2026-11-21T05:10:05.000Z', clock: 'gateway' }))
    expect(weight(71)).toMatchObject({ at: '2026-11-21T05:10:05.000Z' })
    expect(gateway.state().clock).toBe('synchronised')
  })
})
