import { expect, test } from 'vitest'
import { ALARMING_SIGNS } from '../workload/alarms.ts'
import { type EverydayKind, everydaySign, W1_SHARES } from '../workload/everyday.ts'
import { itemText } from '../workload/item-text.ts'
import { seededRandom } from '../workload/random.ts'
import type { Sign } from '../workload/sign.ts'
import { alarms, type PlainItem, plausible } from './plain-rule.ts'

const item = (sign: Sign): PlainItem =>
  JSON.parse(itemText(sign, '01JD7Z4QK2W3E5R6T7Y8V9B0NM', 'ble:a', '2026-11-21T05:10:00.000Z')) as PlainItem

test('the plain system raises an alert for every alarming sign and for no everyday one', () => {
  const random = seededRandom(1)
  const kinds = Object.keys(W1_SHARES) as EverydayKind[]
  const state = new Map()
  for (let round = 0; round < 200; round++) {
    for (const kind of kinds) {
      const everyday = item(everydaySign(kind, round, random))
      expect(plausible(everyday)).toBe(true)
      expect(alarms(state, everyday), kind).toBe(false)
    }
  }
  expect(ALARMING_SIGNS.filter((sign) => alarms(new Map(), item(sign)))).toHaveLength(6)
})

test('the plain system refuses what it cannot mean', () => {
  const good = item({ type: 'reading', kind: 'heart-rate', value: 70 })
  expect(plausible({ ...good, value: 700 })).toBe(false)
  expect(plausible({ ...good, id: 'short' })).toBe(false)
  expect(plausible({ ...good, at: 'yesterday' })).toBe(false)
  expect(plausible({ ...good, kind: 'mood' })).toBe(false)
})
