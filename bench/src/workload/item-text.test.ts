import { itemSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { ALARMING_SIGNS } from './alarms.ts'
import { type EverydayKind, everydaySign, W1_SHARES } from './everyday.ts'
import { itemText } from './item-text.ts'
import { seededRandom } from './random.ts'

test('every sign of the workload becomes an item that the contract accepts', () => {
  const random = seededRandom(42)
  const everyday = (Object.keys(W1_SHARES) as EverydayKind[]).map((kind) => everydaySign(kind, 7, random))
  const signs = [...everyday, ...ALARMING_SIGNS]
  expect(signs).toHaveLength(14)
  for (const sign of signs) {
    const text = itemText(sign, '01JD7Z4QK2W3E5R6T7Y8V9B0NM', 'ble:c80f10a1b2c3', '2026-11-21T05:10:00.000Z')
    expect(itemSchema.parse(JSON.parse(text))).toMatchObject({ kind: sign.kind, device: 'ble:c80f10a1b2c3' })
  }
})
