import { EVENT_KINDS, READING_KIND_NAMES } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { captures, frameOf } from '../test/captures.ts'
import { matchProfile, profileById, profiles } from './catalogue.ts'
import { type Match, matches, type Sighting } from './match.ts'
import type { DeviceProfile } from './profile.ts'

/** The least that a device must send to be this one; profiles that go by name show theirs in a capture. */
function leastSighting({ match = {} }: DeviceProfile): Sighting {
  const keys = (names: readonly string[] = []) => Object.fromEntries(names.map((name) => [name, new Uint8Array(1)]))
  return {
    address: '001122334455',
    services: match.services ?? [],
    serviceData: { ...keys(match.serviceData), ...shapes(match.serviceDataLooks) },
    manufacturerData: keys(match.manufacturerData),
  }
}

/** The shortest data that look as they must. */
const shapes = (looks: Match['serviceDataLooks'] = {}) =>
  Object.fromEntries(
    Object.entries(looks).map(([service, { length = 0, from = 0, hex = '' }]) => {
      const data = new Uint8Array(Math.max(length, from + hex.length / 2))
      data.set(frameOf(hex), from)
      return [service, data]
    }),
  )

const onTheAir = profiles.filter((profile) => profile.match !== undefined && profile.match.name === undefined)
const models = profiles.filter((profile) => profile.match !== undefined && profile.generic !== true)

describe('the catalogue', () => {
  test('has the profiles that are promised', () => {
    expect(profiles.length).toBeGreaterThanOrEqual(33)
    const promised =
      'sig-activity-monitor sig-weight-scale sig-blood-pressure sig-pulse-oximeter sig-thermometer sig-heart-rate sig-body-composition sig-glucose'
    for (const id of promised.split(' ')) expect(profileById(id)?.generic, id).toBe(true)
    for (const id of ['xiaomi-scale', 'xiaomi-body-composition-scale', 'open-dispenser', 'open-wristband']) {
      expect(profileById(id)?.id).toBe(id)
    }
    expect(profileById('toaster')).toBeUndefined()
  })

  test('gives each profile an id of its own, in whole words', () => {
    const ids = profiles.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/)
  })

  test('says of each profile, in words, what it is', () => {
    for (const { id, vendor, model, description } of profiles) {
      expect(
        [vendor, model, description].every((text) => text.trim() === text && text.length >= 3),
        id,
      ).toBe(true)
    }
  })

  test('lets profiles give only kinds that have their codes, and each at least one', () => {
    const known = new Set<string>([...READING_KIND_NAMES, ...EVENT_KINDS])
    for (const { id, kinds } of profiles) {
      expect(kinds.length, id).toBeGreaterThan(0)
      for (const kind of kinds) expect(known.has(kind), `${id}: ${kind}`).toBe(true)
    }
  })

  test('has a decoder for whatever a profile subscribes to', () => {
    let seen = 0
    for (const { id, subscribe = [], characteristics = {} } of profiles) {
      for (const { service, characteristic } of subscribe) {
        seen += 1
        expect(service).toMatch(/^[0-9a-f]{4}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
        expect(characteristics[characteristic], `${id}: ${characteristic}`).toBeTypeOf('function')
      }
    }
    expect(seen).toBeGreaterThanOrEqual(16)
  })

  test('recognises each device by the least that it sends', () => {
    expect(onTheAir.length).toBeGreaterThanOrEqual(11)
    for (const profile of onTheAir) expect(matchProfile(leastSighting(profile))?.id).toBe(profile.id)
  })

  test('has no two models that answer to the same sighting', () => {
    const sightings = [...onTheAir.map(leastSighting), ...captures.flatMap(({ sighting }) => sighting ?? [])]
    expect(sightings.length).toBeGreaterThan(30)
    for (const sighting of sightings) {
      const answering = models.filter(({ match }) => match !== undefined && matches(match, sighting))
      expect(answering.length, answering.map(({ id }) => id).join(' ')).toBeLessThanOrEqual(1)
    }
  })

  test('takes a model before a generic profile', () => {
    const scale = { ...leastSighting(profileById('xiaomi-scale') as DeviceProfile), services: ['181d'] }
    expect(matchProfile(scale)?.id).toBe('xiaomi-scale')
    expect(matchProfile({ ...scale, serviceData: {} })?.id).toBe('sig-weight-scale')
  })

  test('takes a device of several services for the one that stands first', () => {
    const services = ['180d', '181d', '181b', '1809', '1822', '1810']
    expect(matchProfile({ address: '001122334455', services, serviceData: {}, manufacturerData: {} })?.id).toBe(
      'sig-blood-pressure',
    )
    expect(
      matchProfile({
        address: '001122334455',
        services: ['180d', '181d', '181b'],
        serviceData: {},
        manufacturerData: {},
      })?.id,
    ).toBe('sig-body-composition')
  })

  test("does not know the neighbour's television", () => {
    const television = {
      address: '001122334455',
      name: 'TV',
      services: ['1108', 'fe59'],
      serviceData: { fe2c: new Uint8Array(3) },
    }
    expect(matchProfile({ ...television, manufacturerData: { '0075': new Uint8Array(8) } })).toBeUndefined()
  })
})

describe('what is done on a connection', () => {
  const connected = profiles.filter(({ onConnect = [] }) => onConnect.length > 0)

  test('begins with the bond where a device needs one, and opens it before anything is read', () => {
    expect(connected.length).toBeGreaterThanOrEqual(15)
    const bonding = connected.filter(({ onConnect = [] }) => onConnect.some((step) => step.do === 'bond'))
    expect(bonding.length).toBeGreaterThanOrEqual(7)
    for (const { id, onConnect = [] } of bonding) expect(onConnect[0]?.do, id).toBe('bond')
    expect(profileById('omron-hem-7322t')?.onConnect?.[1]).toMatchObject({
      do: 'write',
      value: 'unlock-key',
      needed: true,
    })
  })

  test('sets the clock of every meter that dates what it stores', () => {
    for (const id of ['sig-glucose', 'sig-blood-pressure', 'sig-weight-scale', 'sig-thermometer', 'and-ua-651']) {
      const values = (profileById(id)?.onConnect ?? []).flatMap((step) => (step.do === 'write' ? [step.value] : []))
      expect(
        values.some((value) => value === 'current-time' || value === 'date-time'),
        id,
      ).toBe(true)
    }
  })
})
