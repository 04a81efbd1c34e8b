import { deviceIdSchema, gatewayIdSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { createFleet } from './fleet.ts'
import { inventedFleet, parseFleet } from './fleet-lines.ts'

test('every home keeps its everyday patients, and each of the others is given out once, home after home', () => {
  const fleet = createFleet(inventedFleet(3, 5), 3)
  expect(fleet.everyday).toHaveLength(9)
  expect(fleet.unusedLeft()).toBe(6)
  const taken = Array.from({ length: 6 }, () => fleet.takeUnused())
  expect(taken.map(({ home }) => home)).toEqual([0, 1, 2, 0, 1, 2])
  expect(new Set([...taken, ...fleet.everyday].map(({ id }) => id)).size).toBe(15)
  expect(() => fleet.takeUnused()).toThrow('used up')
})

test('weights come from the scale and everything else from the other device', () => {
  const fleet = createFleet(inventedFleet(1, 1), 1)
  expect(fleet.everyday[0]).toMatchObject({ band: 'ble:a00000000000', scale: 'ble:b00000000000' })
  expect(fleet.ownerOf('ble:b00000000000')).toBe('patient-0')
})

test('an invented fleet has the form of a provisioned one', () => {
  const lines = inventedFleet(2, 2)
  expect(parseFleet(lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual(lines)
  for (const line of lines) {
    gatewayIdSchema.parse(line.gateway)
    for (const { device } of line.devices) deviceIdSchema.parse(device)
  }
})

test('a fleet without homes, or with too few patients, is an error', () => {
  expect(() => parseFleet('\n')).toThrow('no homes')
  expect(() => createFleet(inventedFleet(2, 2), 3)).toThrow('2 patients, 3 are needed')
})
