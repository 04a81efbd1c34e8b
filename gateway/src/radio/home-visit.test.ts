import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DeviceProfile, profileById } from '@kotisilta/device-profiles'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { deviceMemoryIn } from '../store/device-memory.ts'
import { openStore, type Store } from '../store/store.ts'
import { homeVisit } from './home-visit.ts'
import { inTurn, stepsOf } from './profile-steps.ts'
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
    afterwards: [],
    memory,
    stop: new AbortController(),
    heard: () => {},
    onRead: () => {},
    now: () => Date.now(),
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

it('asks for a user’s data once it has subscribed to the answer, and says so if the device refuses', async () => {
  const radio = scriptedRadio()
  const profile = profileById('beurer-diagnostic-scale') as DeviceProfile
  const { before, after } = inTurn(profile.onConnect ?? [])
  const known = () => true
  const around = () => ({ now: 0, timeZone: 'Europe/Helsinki', userIndex: 2, consentCode: 1234 })
  const written: string[] = []
  const faults: unknown[] = []
  radio.onWrite(({ address, characteristic, bytes }) => {
    written.push(`${characteristic} ${Buffer.from(bytes).toString('hex')}`)
    if (characteristic !== '2a9f') return
    radio.play({ frame: { address, characteristic, bytes: Uint8Array.of(0x20, 2, 5) } })
    radio.play({ gone: ADDRESS })
  })
  radio.play({ sighting: { address: ADDRESS, services: [], serviceData: {}, manufacturerData: {} } })
  await homeVisit({
    radio,
    address: ADDRESS,
    home: { device: DEVICE, profile, configured: { device: DEVICE, profile: profile.id } },
    steps: stepsOf(before, around, known),
    afterwards: stepsOf(after, around, known),
    memory: deviceMemoryIn(store, () => {}),
    stop: new AbortController(),
    heard: () => {},
    onRead: () => {},
    now: () => Date.now(),
    async take(_, decoded) {
      if ('error' in decoded) faults.push(decoded.error)
      return true
    },
  })
  expect(written.at(-1)).toBe('2a9f 0202d204')
  expect(before.some((step) => step.do === 'write' && step.value === 'user-consent')).toBe(false)
  expect(faults).toMatchObject([{ code: 'consent-refused', message: expect.stringContaining('not-authorised') }])
})

it('asks a meter what its clock shows before it puts it right, and dates what it has stored by that', async () => {
  const radio = scriptedRadio()
  const profile = profileById('sig-glucose') as DeviceProfile
  const now = Date.parse('2026-11-26T10:00:00.000Z')
  const around = () => ({ now, timeZone: 'Europe/Helsinki' })
  const steps = stepsOf(inTurn(profile.onConnect ?? []).before, around, () => true)
  const shows = { year: 2019, month: 11, day: 20, hour: 9, minute: 0, second: 0 }
  radio.onWrite(({ address, characteristic, bytes }) => {
    if (characteristic !== '2a52') return
    const say = (from: string, frame: Uint8Array) =>
      radio.play({ frame: { address, characteristic: from, bytes: frame } })
    if (bytes[0] === 4) return say('2a52', Uint8Array.of(5, 0, 1, 0))
    say('2a18', RECORD)
    radio.play({ gone: ADDRESS })
  })
  radio.play({ sighting: { address: ADDRESS, services: [], serviceData: {}, manufacturerData: {} } })
  radio.play({ value: { address: ADDRESS, characteristic: '2a2b', bytes: Buffer.from('e3070b14090000030000', 'hex') } })
  const clocks: unknown[] = []
  await homeVisit({
    radio,
    address: ADDRESS,
    home: { device: DEVICE, profile, configured: { device: DEVICE, profile: profile.id } },
    steps,
    afterwards: [],
    memory: deviceMemoryIn(store, () => {}),
    stop: new AbortController(),
    heard: () => {},
    onRead: () => {},
    now: () => now,
    async take({ source, meterClock }) {
      if (source === '2a18') clocks.push(meterClock)
      return true
    },
  })
  expect(clocks).toEqual([{ shows, at: now }])
})
