import { type Item, itemSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import type { FleetGateway } from './fleet.ts'
import { type Load, type LoadScenario, type LoadSource, loadSource } from './load-scenario.ts'

const now = Date.parse('2026-11-21T05:10:00Z')
const fleet: FleetGateway[] = Array.from({ length: 20 }, (_, index) => ({
  gateway: `gw-${index}`,
  partition: '07',
  token: 'secret',
  patients: [
    {
      id: `patient-${index}`,
      devices: [
        { device: `ble:c0${String(index).padStart(10, '0')}`, profile: 'sig-heart-rate' },
        { device: `ble:c1${String(index).padStart(10, '0')}`, profile: 'sig-weight-scale' },
      ],
    },
  ],
}))
const anyone = () => true

const source = (scenario: LoadScenario, seed = 42): LoadSource => loadSource(fleet, scenario, seed)
const stream = (from: LoadSource, count: number): Load[] =>
  Array.from({ length: count }, (_, index) => from.next(now + index, anyone) as Load)
const urgent = ({ item }: { item: Item }): boolean => item.kind === 'sos-pressed' || item.kind === 'fall-detected'

test('every item is one that the server takes, from a device of that gateway', () => {
  const loads = stream(source('mix'), 2_000)
  expect(loads).toHaveLength(2_000)
  for (const { gateway, item } of loads) {
    expect(itemSchema.parse(item)).toEqual(item)
    expect(gateway.patients[0]?.devices.map(({ device }) => device)).toContain(item.device)
  }
})

test('no item tells the same measurement as another, however fast they come', () => {
  const from = source('stable')
  const items = Array.from({ length: 3_000 }, () => (from.next(now, anyone) as Load).item)
  expect(new Set(items.map(({ id }) => id)).size).toBe(3_000)
  expect(new Set(items.map(({ device, kind, at }) => `${device} ${kind} ${at}`)).size).toBe(3_000)
})

test('weights come from the scale, pulses from the band', () => {
  const loads = stream(source('stable'), 2_000)
  const devicesOf = (kind: string) =>
    new Set(loads.filter(({ item }) => item.kind === kind).map(({ item }) => item.device.slice(0, 6)))
  expect(devicesOf('body-weight')).toEqual(new Set(['ble:c1']))
  expect(devicesOf('heart-rate')).toEqual(new Set(['ble:c0']))
})

test('the kinds have their shares', () => {
  const loads = stream(source('stable'), 20_000)
  const share = (kind: string): number => (loads.filter(({ item }) => item.kind === kind).length / loads.length) * 100
  expect(share('heart-rate')).toBeCloseTo(60, -0.5)
  expect(share('steps')).toBeCloseTo(20, -0.5)
  for (const [kind, expected] of [
    ['oxygen-saturation', 5],
    ['respiratory-rate', 4],
    ['dose-taken', 4],
    ['blood-pressure', 3],
    ['body-temperature', 3],
    ['body-weight', 1],
  ] as const) {
    expect(Math.abs(share(kind) - expected), kind).toBeLessThan(0.6)
  }
})

test('stable persons raise no alarm, and weigh what they weigh', () => {
  const from = source('stable')
  const loads = stream(from, 20_000)
  expect(loads.filter(urgent)).toEqual([])
  expect(from.alarms).toBe(0)
  const weights = new Map<string, number[]>()
  for (const { item } of loads) {
    if (item.type !== 'reading' || item.kind !== 'body-weight') continue
    weights.set(item.device, [...(weights.get(item.device) ?? []), Number(item.value)])
  }
  expect(weights.size).toBeGreaterThan(15)
  for (const values of weights.values()) expect(Math.max(...values) - Math.min(...values)).toBeLessThan(1)
})

test('in the mix one in a hundred is an alarm, from a person who has had none, until there is none left', () => {
  const from = source('mix')
  const alarms = stream(from, 10_000).filter(urgent)
  expect(alarms).toHaveLength(20)
  expect(from.alarms).toBe(20)
  expect(new Set(alarms.map(({ gateway }) => gateway.gateway)).size).toBe(20)
  const early = stream(source('mix', 7), 1_000).filter(urgent).length
  expect(early).toBeGreaterThan(3)
  expect(early).toBeLessThan(20)
})

test('the same seed gives the same persons and kinds', () => {
  const told = (seed: number) => stream(source('mix', seed), 500).map(({ item }) => `${item.device} ${item.kind}`)
  expect(told(1)).toEqual(told(1))
  expect(told(1)).not.toEqual(told(2))
})

test('a gateway that is not ready is passed over', () => {
  const from = source('stable')
  const only = fleet[3] as FleetGateway
  const loads = Array.from({ length: 50 }, () => from.next(now, (gateway) => gateway === only))
  expect(new Set(loads.map((load) => load?.gateway))).toEqual(new Set([only]))
  expect(from.next(now, () => false)).toBeUndefined()
})

test('in heart failure one person gains 2.4 kg in under three days and breathes faster within a minute', () => {
  const from = source('heart-failure')
  const told = [0, 4_999, 20_000, 60_000, 90_000].map((elapsed) =>
    from.due(now + elapsed, elapsed).map(({ item }) => item),
  )
  expect(told.map((items) => items.length)).toEqual([3, 0, 4, 3, 0])
  const items = told.flat().filter((item) => item.type === 'reading')
  const values = (kind: string) => items.filter((item) => item.kind === kind).map(({ value }) => value)
  expect(values('respiratory-rate')).toEqual([22, 25, 26])
  expect(values('oxygen-saturation')).toEqual([92, 91])
  const weights = items.filter(({ kind }) => kind === 'body-weight')
  const [first, last] = [weights[0], weights.at(-1)]
  expect(Number(last?.value) - Number(first?.value)).toBeCloseTo(2.4)
  expect(Date.parse(last?.at ?? '') - Date.parse(first?.at ?? '')).toBeLessThan(3 * 86_400_000)
  expect(from.about).toHaveLength(1)
  const everyday = stream(from, 2_000).map(({ gateway }) => gateway.patients[0]?.id)
  expect(everyday).not.toContain(from.about[0])
})

test('in the scenario sos somebody presses the key at once and every ten seconds', () => {
  const from = source('sos')
  const pressed = [0, 9_999, 10_000, 10_100, 20_000].map((elapsed) => from.due(now + elapsed, elapsed).length)
  expect(pressed).toEqual([1, 0, 1, 0, 1])
  expect(from.alarms).toBe(3)
  expect(new Set(from.about).size).toBe(3)
})
