import { manualClock } from '@kotisilta/contract'
import type { Sighting } from '@kotisilta/device-profiles'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { scriptedRadio } from '../scripted-radio.ts'
import { pairingOutcome } from './pairing-outcome.ts'
import { pairingWindows } from './pairing-window.ts'

const NOW = Date.UTC(2026, 10, 21, 6)
const CUFF = 'c0ffee000010'
const cuff = (more: Partial<Sighting> = {}): { sighting: Sighting } => ({
  sighting: {
    address: CUFF,
    name: 'Cuff',
    services: ['1810'],
    serviceData: {},
    manufacturerData: {},
    rssi: -50,
    ...more,
  },
})

let radio: ReturnType<typeof scriptedRadio>
let clock: ReturnType<typeof manualClock>
let windows: ReturnType<typeof pairingWindows>
let stages: (string | undefined)[]
beforeEach(() => {
  vi.useFakeTimers()
  radio = scriptedRadio()
  clock = manualClock(NOW)
  stages = []
  windows = pairingWindows({
    radio,
    clock,
    log: pino({ level: 'silent' }),
    isOfHome: (address) => address === 'c0ffee000001',
    changed: () => stages.push(windows.state()?.stage),
  })
})
afterEach(() => vi.useRealTimers())
const stage = (wanted: string) => vi.waitFor(() => expect(windows.state()?.stage).toBe(wanted))
const open = (device?: string, seconds = 60) =>
  windows.open({ until: NOW + seconds * 1_000, ...(device !== undefined && { device }) })

describe('a pairing window', () => {
  it('shows what is near and not of the home yet, nearest first, and bonds with nobody by itself', async () => {
    const ended = open()
    radio.play(cuff())
    radio.play(cuff({ address: 'c0ffee000001' }))
    radio.play(cuff({ address: 'c0ffee000011', name: 'Near\u202e er', rssi: -40 }))
    radio.play(cuff({ address: 'c0ffee000012', rssi: -95 }))
    radio.play(cuff({ address: 'c0ffee000013', services: [], name: 'Television' }))
    expect(windows.state()).toEqual({
      stage: 'open',
      until: new Date(NOW + 60_000).toISOString(),
      found: [
        { device: 'ble:c0ffee000011', profile: 'sig-blood-pressure', name: 'Near er', rssi: -40 },
        { device: `ble:${CUFF}`, profile: 'sig-blood-pressure', name: 'Cuff', rssi: -50 },
      ],
    })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await ended).toEqual({ outcome: 'closed' })
    expect(windows.state()?.stage).toBe('closed')
  })

  it('bonds with the device that is named when it is heard, and with no other', async () => {
    const ended = open(`ble:${CUFF}`)
    radio.play(cuff({ address: 'c0ffee000011' }))
    expect(windows.state()?.stage).toBe('open')
    radio.play(cuff())
    expect(windows.isTaken(CUFF)).toBe(true)
    expect(await ended).toEqual({ outcome: 'paired' })
    expect(windows.isTaken(CUFF)).toBe(false)
    expect(stages).toContain('bonding')
  })

  it('says what is to be typed on a device with keys', async () => {
    radio.play({ bonds: CUFF, how: 'has-keys', passkey: '004711' })
    const passkeys: (string | undefined)[] = []
    const ended = open(`ble:${CUFF}`)
    radio.watch({ state: () => {}, sighting: () => {} })
    radio.play(cuff())
    passkeys.push(windows.state()?.passkey)
    expect(await ended).toEqual({ outcome: 'paired' })
    expect(passkeys).toEqual(['004711'])
    expect(windows.state()).not.toHaveProperty('passkey')
  })

  it.each([
    ['004711', 'paired'],
    ['004712', 'refused'],
  ])('asks what a device with a display shows: %s is %s', async (passkey, outcome) => {
    radio.play({ bonds: CUFF, how: 'shows', passkey: '004711' })
    const ended = open(`ble:${CUFF}`)
    expect(windows.answer({ passkey })).toBe(false)
    radio.play(cuff())
    await stage('say-what-it-shows')
    expect(windows.answer({ passkey })).toBe(true)
    expect(await ended).toEqual({ outcome })
  })

  it.each([
    [true, 'paired'],
    [false, 'refused'],
  ])('asks whether the device shows the same: %s is %s', async (same, outcome) => {
    radio.play({ bonds: CUFF, how: 'compares', passkey: '482100' })
    const ended = open(`ble:${CUFF}`)
    radio.play(cuff())
    await stage('compare')
    expect(windows.state()?.passkey).toBe('482100')
    expect(windows.answer({ same })).toBe(true)
    expect(await ended).toEqual({ outcome })
  })

  it('closes in its time though nobody answers the device, and tries again one that was not reached', async () => {
    radio.play({ bonds: CUFF, how: 'shows', passkey: '004711' })
    const ended = open(`ble:${CUFF}`)
    radio.play({ powered: false })
    radio.play({ powered: true })
    radio.play(cuff())
    await stage('say-what-it-shows')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await ended).toEqual({ outcome: 'closed' })
    expect(windows.isTaken(CUFF)).toBe(false)
    expect(windows.answer({ passkey: '004711' })).toBe(false)
  })

  it('stands open no longer than ten minutes, whatever the clock says meanwhile', async () => {
    const ended = open(undefined, 3_600)
    clock.advance(-86_400_000)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(await ended).toEqual({ outcome: 'closed' })
  })

  it('takes the place of the one before it, and keeps no more than twenty that it has found', async () => {
    const first = open()
    const second = open()
    expect(await first).toEqual({ outcome: 'closed' })
    for (let each = 0; each < 5_000; each++)
      radio.play(cuff({ address: (0xfeed00000000 + each).toString(16), rssi: -89 + (each % 60) }))
    const found = windows.state()?.found ?? []
    expect(found).toHaveLength(20)
    expect(found.every(({ rssi }) => rssi === -30)).toBe(true)
    windows.close()
    expect(await second).toEqual({ outcome: 'closed' })
  })

  it('is opened, and answered, by the server’s command', () => {
    const command = (args: object) => pairingOutcome(windows, { seconds: 60, ...args }, clock.now())
    expect(command({ answer: { same: true } })).toEqual({ status: 'refused', code: 'args-invalid' })
    expect(command({ device: `ble:${CUFF}` })).toEqual({ status: 'done', code: 'window-open' })
    expect(windows.state()).toMatchObject({ stage: 'open', device: `ble:${CUFF}` })
    windows.close()
  })
})
