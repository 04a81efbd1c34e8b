import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Decoded } from '@kotisilta/device-profiles'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bridgeMemoryIn } from '../store/bridge-memory.ts'
import { openStore, type Store } from '../store/store.ts'
import { bridgeIntake } from './bridge-intake.ts'

const DOOR = {
  ieee_address: '0x00158d0001a2b3c4',
  friendly_name: 'door',
  definition: { exposes: [{ type: 'binary', name: 'contact', property: 'contact', value_on: false, value_off: true }] },
}

let folder: string
let store: Store
let taken: [device: string, decoded: Decoded][]
let diskFull: boolean
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-bridges-'))
  store = openStore(join(folder, 'gateway.sqlite'), 0)
  taken = []
  diskFull = false
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function start() {
  const intake = bridgeIntake({
    clock: { now: () => 0 },
    memory: bridgeMemoryIn(store, (error) => {
      throw error
    }),
    roleOf: () => undefined,
    isHeardByBridges: (device) => device === 'ble:c80f10a1b2d1',
    heard: () => {},
    intake: {
      async take({ device }, decoded) {
        if (diskFull) throw new Error('disk full')
        taken.push([device, decoded])
      },
    },
  })
  return (topic: string, payload: unknown) =>
    intake.receive({ client: 'z2m', topic, payload: Buffer.from(JSON.stringify(payload)) })
}
const kinds = () => taken.flatMap(([, decoded]) => ('items' in decoded ? decoded.items.map(({ kind }) => kind) : []))

it('takes what the disk did not take as news when it is sent again', async () => {
  const receive = start()
  await receive('zigbee2mqtt/bridge/devices', [DOOR])
  diskFull = true
  await expect(receive('zigbee2mqtt/door', { contact: false })).rejects.toThrow('disk full')
  diskFull = false
  await receive('zigbee2mqtt/door', { contact: false })
  expect(kinds()).toEqual(['door-opened'])
})

it('knows after a restart what it had learned and heard', async () => {
  const before = start()
  await before('zigbee2mqtt/bridge/devices', [DOOR])
  await before('zigbee2mqtt/door', { contact: false })
  const after = start()
  await after('zigbee2mqtt/door', { contact: false })
  await after('zigbee2mqtt/door', { contact: true })
  expect(kinds()).toEqual(['door-opened', 'door-closed'])
})

it('writes nothing to the disk while nothing has changed but when a value was heard', async () => {
  const receive = start()
  const changes = () => Number(store.database.prepare('SELECT total_changes()').pluck().get())
  await receive('zigbee2mqtt/bridge/devices', [DOOR])
  await receive('zigbee2mqtt/door', { contact: false })
  const written = changes()
  expect(written).toBeGreaterThan(0)
  for (let n = 0; n < 3; n++) await receive('zigbee2mqtt/door', { contact: false, linkquality: n })
  expect(changes()).toBe(written)
  await receive('zigbee2mqtt/door', { contact: true })
  expect(changes()).toBeGreaterThan(written)
})

it('says of a message that is about no device which client sent it, and hears only its own home’s Bluetooth', async () => {
  const receive = start()
  await receive('zigbee2mqtt/bridge/devices', 'no list')
  for (const address of ['C80F10A1B2D1', 'C80F10A1B2D2']) await receive(`home/x/BTtoMQTT/${address}`, { batt: 80 })
  await receive('elsewhere', 1)
  expect(taken.map(([device]) => device)).toEqual(['mqtt:z2m', 'ble:c80f10a1b2d1'])
})
