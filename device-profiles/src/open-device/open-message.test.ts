import { EVENT_KINDS, isUrgent, READING_KIND_NAMES, READING_KINDS } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { decodeOpenMessage } from './open-message.ts'
import { openDeviceTopic } from './open-topic.ts'

const send = (leaf: 'event' | 'reading' | 'state', payload: object | string | Uint8Array) => {
  const bare = typeof payload === 'string' || payload instanceof Uint8Array
  return decodeOpenMessage(openDeviceTopic('robot-0042', leaf), bare ? payload : JSON.stringify(payload))
}
const code = (decoded: object) => ('error' in decoded ? (decoded.error as { code: string }).code : undefined)

const slot = '2026-11-21T08:00+02:00'
/** A detail that has whatever any kind asks for. */
const detail = { slot, slots: [slot], code: 'jam' }

describe('a payload', () => {
  test('may come as bytes or as text', () => {
    expect(send('event', new TextEncoder().encode('{"kind":"worn"}'))).toEqual(send('event', '{"kind":"worn"}'))
  })

  test('of 64 KiB is read, of a byte more is not', () => {
    const filled = (size: number) => `{"kind":"worn"}${' '.repeat(size - 15)}`
    expect(code(send('event', filled(65_536)))).toBeUndefined()
    expect(code(send('event', filled(65_537)))).toBe('payload-too-large')
    expect(code(send('event', new Uint8Array(10_000_000)))).toBe('payload-too-large')
  })

  test('that is not UTF-8 is refused', () => {
    expect(code(send('event', Uint8Array.of(0x22, 0xff, 0x22)))).toBe('payload-not-utf8')
    expect(code(send('event', Uint8Array.of(0xed, 0xa0, 0x80)))).toBe('payload-not-utf8')
  })

  test('cannot reach into the machinery of objects', () => {
    const decoded = send(
      'event',
      '{"kind":"refill-needed","detail":{"__proto__":{"polluted":true},"a":{"__proto__":1}}}',
    )
    expect(code(decoded)).toBe('payload-invalid')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('events', () => {
  test('of every kind are taken', () => {
    expect(EVENT_KINDS.length).toBeGreaterThan(20)
    for (const kind of EVENT_KINDS) {
      expect(send('event', { kind, at: '2026-11-21T08:00Z', detail }), kind).toMatchObject({
        items: [{ type: 'event', kind }],
      })
    }
  })

  test('keep fields of their detail that nobody has described', () => {
    const given = { slot, medicine: 'ATC C03CA01', bag: { number: 17 }, by: null }
    expect(send('event', { kind: 'dose-taken', detail: given })).toMatchObject({ items: [{ detail: given }] })
  })

  test('that are urgent are never refused for their time or detail', () => {
    const urgent = EVENT_KINDS.filter((kind) => isUrgent({ type: 'event', kind }))
    expect(urgent.length).toBe(4)
    for (const kind of urgent) {
      for (const wrong of [
        { at: 'now' },
        { at: 5 },
        { at: null },
        { detail: 'x' },
        { detail: [] },
        { detail: { a: '\0' } },
      ]) {
        expect(send('event', { kind, ...wrong }), kind).toMatchObject({ items: [{ type: 'event', kind }] })
      }
    }
  })

  test('that are not are refused for either, with the field in the message', () => {
    for (const [field, wrong] of Object.entries({ at: 'now', detail: 'x' })) {
      const decoded = send('event', { kind: 'refill-needed', [field]: wrong })
      expect(decoded).toMatchObject({ error: { code: 'payload-invalid', message: expect.stringContaining(field) } })
    }
  })
})

describe('readings', () => {
  test('of every kind are taken in their own unit', () => {
    expect(READING_KIND_NAMES.length).toBeGreaterThan(10)
    for (const kind of READING_KIND_NAMES) {
      const value =
        kind === 'blood-pressure'
          ? { components: { systolic: 1, diastolic: 1 } }
          : { value: kind === 'consciousness' ? 'A' : 1 }
      const { unit } = READING_KINDS[kind]
      expect(send('reading', { kind, ...value, unit, over: 'PT1H' }), kind).toMatchObject({
        items: [{ kind, ...value, ...(unit && { unit }) }],
      })
    }
  })

  test('that were converted keep the message as it was', () => {
    const [payload, same] = ['lb_av]', 'kg'].map((unit) =>
      JSON.stringify({ kind: 'body-weight', value: 70, unit: unit === 'kg' ? unit : `[${unit}` }),
    )
    const decoded = send('reading', payload ?? '')
    expect(decoded).toMatchObject({
      items: [{ value: 31.75, unit: 'kg', raw: Buffer.from(payload ?? '').toString('hex') }],
    })
    expect(send('reading', same ?? '')).not.toMatchObject({ items: [{ raw: expect.anything() }] })
  })
})

test('a state that is published again says nothing new: the event carries when the connection began', () => {
  const state = { online: true, since: '2026-11-21T08:00Z', battery: 80 }
  expect(send('state', { ...state, at: '2026-11-21T09:00Z' })).toMatchObject({
    items: [{ kind: 'device-online', at: '2026-11-21T08:00:00.000Z' }, {}],
  })
  expect(send('state', { ...state, at: '2026-11-22T09:00Z' })).toMatchObject({
    items: [{ kind: 'device-online', at: '2026-11-21T08:00:00.000Z' }, {}],
  })
})
