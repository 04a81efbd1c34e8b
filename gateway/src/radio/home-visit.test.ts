import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { profileById } from '@kotisilta/device-profiles'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { deviceMemoryIn } from '../store/device-memory.ts'
import { openStore, type Store } from '../store/store.ts'
import { homeVisit } from './home-visit.ts'
import { scriptedRadio } from './scripted-radio.ts'

const ADDRESS = 'c0ffee000009'
const DEVICE = `ble:${ADDRESS}`
/** 5.6 mmol/L, number 1. */
const RECORD = Buffer.from('060100ea070b1408000038c011', 'hex')

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-visit-'))
  store = openStore(join(folder, 'gateway.sqlite'), 0)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

/** Visits a meter with one record, which is then gone; says how often the record was brought, and what was asked. */
async function visit(isSafe: boolean) {
  const radio = scriptedRadio()
  const profile = profileById('sig-glucose')
  if (profile === undefined) throw new Error('no such profile')
  const memory = deviceMemoryIn(store, (error) => {
    throw error
  })
  const asked: number[][] = []
  let records = 0
  radio.onWrite(({ address, bytes }) => {
    asked.push([...bytes])
    const say = (characteristic: string, frame: Uint8Array) =>
      radio.play({ frame: { address, characteristic, bytes: frame } })
    if (bytes[0] === 4) return say('2a52', Uint8Array.of(5, 0, 1, 0))
    say('2a18', RECORD)
    say('2a52', Uint8Array.of(6, 0, 1, 1))
    radio.play({ gone: ADDRESS })
  })
  radio.play({ sighting: { address: ADDRESS, services: [], serviceData: {}, manufacturerData: {} } })
  const over = await homeVisit({
    radio,
    address: ADDRESS,
    home: { device: DEVICE, profile, configured: { device: DEVICE, profile: profile.id } },
    steps: [],
    memory,
    stop: new AbortController(),
    heard: () => {},
    onRead: () => {},
    async take({ source }) {
      records += source === '2a18' ? 1 : 0
      return isSafe
    },
  })
  expect(over.outcome).toBe('ended')
  return { records, asked }
}

it('remembers a record as fetched only once it is safe', async () => {
  expect(await visit(false)).toEqual({
    records: 1,
    asked: [
      [4, 1],
      [1, 1],
    ],
  })
  expect((await visit(true)).records).toBe(1)
  expect(await visit(true)).toEqual({
    records: 0,
    asked: [
      [4, 3, 1, 1, 0],
      [1, 3, 1, 1, 0],
    ],
  })
})
