import { isoTime, newUlid } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accept } from './accept.ts'

const NOW = Date.parse('2026-11-21T05:10:00.000Z')
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
const message = (...items: unknown[]) => ({ sent: isoTime(NOW), epoch: newUlid(NOW), seq: 1, items })

const weight = {
  type: 'reading',
  id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
  device: 'ble:c80f10a1b2c3',
  kind: 'body-weight',
  value: 72.4,
  unit: 'kg',
  at: '2026-11-21T05:10:00.000Z',
  clock: 'device',
  quality: [],
}
const sos = { ...weight, type: 'event', kind: 'sos-pressed', value: undefined, unit: undefined, quality: undefined }

test('a reading and an event are taken, unknown fields of a newer gateway are tolerated', () => {
  const { items, refusals } = accept(bytes({ ...message(weight, { ...sos, colour: 'red' }), extra: 1 }), NOW)
  expect(refusals).toEqual([])
  expect(items.map((item) => item.kind)).toEqual(['body-weight', 'sos-pressed'])
})

test.each([
  ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x00]), 'payload-not-utf8'],
  ['no bytes', Buffer.alloc(0), 'payload-not-json'],
  ['broken JSON', bytes('{"items":['), 'payload-not-json'],
  ['JSON of another shape', bytes('[]'), 'message-invalid'],
  ['no items', bytes(message()), 'message-invalid'],
  ['too many items', bytes(message(...Array(501).fill(weight))), 'message-invalid'],
  ['a sequence that is text', bytes({ ...message(weight), seq: '1' }), 'message-invalid'],
])('%s: refused whole, with the bytes', (_, payload, code) => {
  const { items, refusals } = accept(payload, NOW)
  expect(items).toEqual([])
  expect(refusals).toHaveLength(1)
  expect(refusals[0]).toMatchObject({ code, bytes: payload })
})

test.each([
  ['a value that is text', { ...weight, value: '72' }, 'item-invalid'],
  ['a value too great for a number', { ...weight, value: null }, 'item-invalid'],
  ['a unit that does not fit', { ...weight, unit: 'lb' }, 'item-invalid'],
  ['no unit', { ...weight, unit: undefined }, 'item-invalid'],
  ['blood pressure without components', { ...weight, kind: 'blood-pressure', unit: 'mm[Hg]' }, 'item-invalid'],
  ['components where a value belongs', { ...weight, components: { systolic: 1, diastolic: 2 } }, 'item-invalid'],
  ['a time without milliseconds', { ...weight, at: '2026-11-21T05:10:00Z' }, 'item-invalid'],
  ['a day that is none', { ...weight, at: '2026-13-41T05:10:00.000Z' }, 'item-invalid'],
  ['an id that is no ULID', { ...weight, id: 'x' }, 'item-invalid'],
  ['a device with a path in it', { ...weight, device: 'ble:../../etc' }, 'item-invalid'],
  ['a kind of the future', { ...weight, kind: 'grip-strength' }, 'item-kind-unknown'],
  ['a time a year ahead', { ...weight, at: '2027-11-21T05:10:00.000Z' }, 'time-implausible'],
  ['something that is no object', 7, 'item-kind-unknown'],
  ['nothing', null, 'item-kind-unknown'],
])('%s: refused alone, its neighbours are taken', (_, bad, code) => {
  const { items, refusals } = accept(bytes(message(weight, bad, weight)), NOW)
  expect(items).toHaveLength(2)
  expect(refusals).toHaveLength(1)
  expect(refusals[0]?.code).toBe(code)
  expect(JSON.parse(Buffer.from(refusals[0]?.bytes ?? '').toString())).toEqual(JSON.parse(JSON.stringify(bad)))
})

test('1e309 is not a number that anybody measured', () => {
  const payload = bytes(JSON.stringify(message(weight)).replace('72.4', '1e309'))
  expect(accept(payload, NOW).refusals[0]?.code).toBe('item-invalid')
})

test('an SOS from a device whose clock is years ahead is taken at the time it was heard', () => {
  const { items } = accept(bytes(message({ ...sos, at: '2031-01-01T00:00:00.000Z' })), NOW)
  expect(items[0]).toMatchObject({ at: isoTime(NOW), clock: 'estimated', deviceAt: '2031-01-01T00:00:00.000Z' })
})

test('__proto__ in a message changes nothing for anybody', () => {
  accept(bytes(`{"__proto__":{"polluted":1},"items":[{"__proto__":{"polluted":1}}]}`), NOW)
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test('any bytes give items or refusals, never an exception', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map(bytes),
        fc.jsonValue().map((value) => bytes(message(value))),
      ),
      (payload) => {
        const { items, refusals } = accept(payload, NOW)
        expect(items.length + refusals.length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 500 },
  )
})
