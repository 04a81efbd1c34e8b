import { expect, test } from 'vitest'
import { configRounds } from './config-rounds.ts'

const gateways = (count: number) => Array.from({ length: count }, (_, index) => `gw-${index}`)

test('each of a few gateways is looked at in turn', () => {
  const share = configRounds()
  expect([1, 2, 3, 4].flatMap(() => share(gateways(3)))).toEqual(['gw-0', 'gw-1', 'gw-2', 'gw-0'])
})

test('each of many is looked at within 120 housekeepings, none twice as often as another', () => {
  const share = configRounds()
  const seen = new Map<string, number>()
  for (let turn = 0; turn < 120; turn++)
    for (const gateway of share(gateways(10_000))) seen.set(gateway, (seen.get(gateway) ?? 0) + 1)
  expect(seen.size).toBe(10_000)
  expect(Math.max(...seen.values())).toBeLessThanOrEqual(2)
})

test('nobody connected is nobody to look at', () => {
  const share = configRounds()
  expect(share([])).toEqual([])
  share(gateways(5))
  expect(share(gateways(1))).toEqual(['gw-0'])
})
