import { deviceIdSchema, gatewayIdSchema, planSchema } from '@kotisilta/contract'
import { matchProfile, profileById } from '@kotisilta/device-profiles'
import { expect, test } from 'vitest'
import { scriptedAir } from '../air/scripted-air.ts'
import { meter } from '../devices/meter.ts'
import { bloodPressureCuff, pulseOximeter, thermometer, weightScale } from '../devices/meters.ts'
import { demoHomes } from './demo-homes.ts'
import { addressOf, assignments, DEVICE_PROFILES } from './home.ts'

const storyStart = Date.parse('2026-11-21T12:00:00Z')
const homes = demoHomes(40, 42, storyStart)

test('the same arguments give the same homes, and more homes begin with the same', () => {
  expect(demoHomes(6, 42, storyStart)).toEqual(homes.slice(0, 6))
  expect(demoHomes(8, 43, storyStart)[7]).not.toEqual(homes[7])
})

test('the story’s three come first', () => {
  const [veikko, helvi, aino] = homes
  expect([veikko, helvi, aino].map((home) => home?.resident.name)).toEqual([
    'Veikko Korhonen',
    'Helvi Mäkinen',
    'Aino Saarela',
  ])
  expect(2026 - (veikko?.resident.birthYear ?? 0)).toBe(81)
  expect(2026 - (helvi?.resident.birthYear ?? 0)).toBe(84)
  expect(homes.filter(({ physiology }) => physiology.scenario !== undefined)).toEqual([veikko])
})

test('Swedish speakers are among the six and among the rest', () => {
  const swedish = (some: typeof homes) => some.filter(({ resident }) => resident.language === 'sv').length
  expect(swedish(homes.slice(0, 6))).toBe(2)
  expect(swedish(homes.slice(6))).toBeGreaterThan(5)
})

test('every id is valid and no other home’s', () => {
  for (const { gateway } of homes) expect(gatewayIdSchema.safeParse(gateway).success, gateway).toBe(true)
  const devices = homes.flatMap(assignments)
  for (const { device } of devices) expect(deviceIdSchema.safeParse(device).success, device).toBe(true)
  expect(devices).toHaveLength(40 * Object.keys(DEVICE_PROFILES).length)
  expect(new Set(devices.map(({ device }) => device)).size).toBe(devices.length)
  expect(new Set(homes.map(({ id }) => id)).size).toBe(40)
  expect(addressOf('ble:c04b53000101')).toBe('C0:4B:53:00:01:01')
})

test('every plan is one that the server takes', () => {
  for (const { plan, gateway } of homes) expect(planSchema.safeParse(plan).success, gateway).toBe(true)
})

test('every device has a profile, and what it advertises is recognised as that', () => {
  for (const id of Object.values(DEVICE_PROFILES)) expect(profileById(id)?.id).toBe(id)
  const recognised: (string | undefined)[] = []
  const air = scriptedAir({
    sighting: (sighting) => recognised.push(matchProfile(sighting)?.id),
    frame: () => undefined,
  })
  const place = { address: 'C0:4B:53:00:01:01' }
  meter(air, weightScale, place).body.wake()
  meter(air, bloodPressureCuff, place).body.wake()
  meter(air, thermometer, place).body.wake()
  meter(air, pulseOximeter, place).body.wake()
  const { scale, cuff, thermometer: ear, oximeter } = DEVICE_PROFILES
  expect(recognised).toEqual([scale, cuff, ear, oximeter])
})
