import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configMessageSchema } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../database/open.ts'
import { Directory } from '../devices/directory.ts'
import { type NewHome, provision } from '../patients/provision.ts'
import { homeConfig } from './home-config.ts'

const NOW = Date.parse('2026-11-26T12:00:00.000Z')
const KEY = '0728974d657a4b60964c1b1677f35f7c'
const SCALE = 'ble:8cd0b2f6beef'
const CUFF = 'ble:c80f10a1b2c3'

const home: NewHome = {
  home: 'h1',
  gateway: 'gw-1',
  patients: [
    {
      id: 'anna',
      name: 'Anna Virtanen',
      devices: [
        { device: SCALE, profile: 'xiaomi-scale-s400', bindKey: KEY },
        { device: CUFF, profile: 'omron-hem-7322t', unlockKey: KEY, userIndex: 1 },
      ],
    },
    {
      id: 'eino',
      name: 'Eino Virtanen',
      devices: [
        { device: SCALE, profile: 'xiaomi-scale-s400' },
        { device: CUFF, profile: 'omron-hem-7322t', userIndex: 2, consentCode: 1234 },
      ],
    },
  ],
}
const neighbour: NewHome = {
  home: 'h2',
  gateway: 'gw-2',
  patients: [{ id: 'pentti', name: 'Pentti', devices: [{ device: 'ble:01', profile: 'sig-weight-scale' }] }],
}

let folder: string
let database: OpenDatabase
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-config-'))
  database = await openDatabase(folder)
  provision(database, [home, neighbour], NOW, 0)
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const weights = {
  of: async (patient: string) => (patient === 'anna' ? { plausible: { low: 61, high: 63 }, last: 62 } : undefined),
}
const configOf = (gateway: string) => homeConfig(database.sqlite, weights)(gateway, NOW, 0)
const memberOf = (patient: string) =>
  database.sqlite.prepare('select member from home_member where patient = ?').pluck().get(patient) as string

describe('a gateway’s configuration', () => {
  test('has each device once, with its keys, its users and what is plausible for them', async () => {
    const { devices } = configMessageSchema.parse(await configOf('gw-1'))
    const plausible = { plausible: { low: 61, high: 63 }, last: 62 }
    expect(devices).toEqual([
      {
        device: SCALE,
        profile: 'xiaomi-scale-s400',
        bindKey: KEY,
        members: [{ member: memberOf('anna'), ...plausible }, { member: memberOf('eino') }],
      },
      {
        device: CUFF,
        profile: 'omron-hem-7322t',
        unlockKey: KEY,
        userIndex: 2,
        consentCode: 1234,
        members: [
          { member: memberOf('anna'), userIndex: 1, ...plausible },
          { member: memberOf('eino'), userIndex: 2 },
        ],
      },
    ])
  })

  test('says nothing of who its members are, nor of another home', async () => {
    const text = JSON.stringify(await configOf('gw-1'))
    expect(text).not.toMatch(/anna|eino|virtanen|pentti/i)
    const { devices } = await configOf('gw-2')
    expect(devices.map(({ device }) => device)).toEqual(['ble:01'])
    expect(await configOf('gw-9')).toMatchObject({ devices: [] })
  })

  test('is another as soon as a key or a user’s number is given, and what is not given again stays', async () => {
    const version = () => database.sqlite.prepare('select version from directory_version').pluck().get() as number
    const before = version()
    const [anna, eino] = home.patients as [NewHome['patients'][number], NewHome['patients'][number]]
    const devices = [{ device: SCALE, profile: 'xiaomi-scale-s400', userIndex: 7 }]
    provision(database, [{ ...home, patients: [{ ...anna, devices }, eino] }], NOW, 0)
    expect(version()).toBeGreaterThan(before)
    expect((await configOf('gw-1')).devices[0]).toMatchObject({ bindKey: KEY, members: [{ userIndex: 7 }, {}] })
  })

  test('leaves out those who no longer use a device', async () => {
    database.sqlite.prepare('update device_assignment set until_at = ? where patient = ?').run(NOW, 'eino')
    expect((await configOf('gw-1')).devices[0]?.members).toHaveLength(1)
  })
})

describe('a reading of a shared device', () => {
  const owner = (device: string, subject?: { member?: string; userIndex?: number }) => {
    const directory = new Directory(database.sqlite)
    directory.lookAround(NOW)
    return directory.owner(device, NOW, 'gw-1', subject)
  }

  test('is the member’s whom the gateway names', () => {
    expect(owner(SCALE, { member: memberOf('anna') })).toMatchObject({ patient: 'anna', shared: false })
    expect(owner(SCALE, { member: memberOf('eino') })).toMatchObject({ patient: 'eino', shared: false })
  })

  test('is nobody’s if it names somebody who does not use it', () => {
    expect(owner(SCALE, { member: memberOf('pentti') })).toBe('member-unknown')
    expect(owner(SCALE, { member: 'nobody' })).toBe('member-unknown')
  })

  test('is that of the one whom the device knows by the number, if the gateway names nobody', () => {
    expect(owner(CUFF, { userIndex: 1 })).toMatchObject({ patient: 'anna', shared: false })
    expect(owner(CUFF, { userIndex: 2 })).toMatchObject({ patient: 'eino', shared: false })
  })

  test('is in doubt if it says neither', () => {
    expect(owner(CUFF, { userIndex: 3 })).toEqual({ patient: 'eino', shared: true, others: ['anna'] })
    expect(owner(SCALE)).toEqual({ patient: 'eino', shared: true, others: ['anna'] })
    expect(owner(SCALE, { userIndex: 1 })).toEqual({ patient: 'eino', shared: true, others: ['anna'] })
  })

  test('of one person is that person’s, whatever number the device gives them', () => {
    database.sqlite.prepare('update device_assignment set until_at = ? where patient = ?').run(NOW, 'eino')
    expect(owner(CUFF, { userIndex: 9 })).toEqual({ patient: 'anna', shared: false })
    expect(owner(CUFF, { member: memberOf('eino') })).toBe('member-unknown')
  })
})
