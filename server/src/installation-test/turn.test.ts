import { type Item, isoTime } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closesAt, isOfTurn, SAME_PRESS, TURN, type Turn } from './turn.ts'

const FROM = Date.parse('2026-11-26T08:00:00.000Z')
const turn: Turn = { from: FROM, until: FROM + TURN, first: undefined }
/** As `newUlid`, which never goes back. */
const idAt = (at: number): string =>
  `${at
    .toString(32)
    .toUpperCase()
    .padStart(10, '0')
    .replaceAll(/[I-V]/g, (letter) => 'JKMNPQRSTVWXYZ'['IJKLMNOPQRSTUV'.indexOf(letter)] ?? letter)}${'0'.repeat(16)}`
const RUNS_UNTIL = FROM + 30 * 60_000
const item = (kind: string, at: number, more: object = {}): Item =>
  ({
    type: 'event',
    id: idAt(at),
    device: 'ble:c80f10a1b2c3',
    kind,
    at: isoTime(at),
    clock: 'gateway',
    ...more,
  }) as Item
const isTest = (at: number, now = at, of: Turn = turn) =>
  isOfTurn(item('sos-pressed', at), 'urgent', of, RUNS_UNTIL, now)

describe('a press of a device in hand', () => {
  test('is a test from the first moment of its turn to the last, and not a millisecond around it', () => {
    expect([FROM - 1, FROM, FROM + TURN, FROM + TURN + 1].map((at) => isTest(at))).toEqual([false, true, true, false])
  })

  test('that comes when the whole test is over is an alarm', () => {
    expect(isTest(FROM + 1, RUNS_UNTIL)).toBe(true)
    expect(isTest(FROM + 1, RUNS_UNTIL + 1)).toBe(false)
  })

  test('whose time is a guess is an alarm', () => {
    const guessed = item('sos-pressed', FROM + 1, { clock: 'estimated' })
    expect(isOfTurn(guessed, 'urgent', turn, RUNS_UNTIL, FROM + 2)).toBe(false)
  })

  test('is the same for ten seconds after the first, and another after them', () => {
    const pressed = { ...turn, first: { at: FROM + 5_000, urgent: true } }
    const last = FROM + 5_000 + SAME_PRESS
    expect([last, last + 1].map((at) => isTest(at, at, pressed))).toEqual([true, false])
  })

  test('whatever its turn, none before it, after it or ten seconds after the first is a test', () => {
    const time = fc.integer({ min: FROM - 600_000, max: FROM + 3_600_000 })
    fc.assert(
      fc.property(time, time, fc.option(time, { nil: undefined }), (at, now, firstAt) => {
        const first = firstAt === undefined ? undefined : { at: firstAt, urgent: true }
        if (!isTest(at, now, { ...turn, first })) return
        expect(at).toBeGreaterThanOrEqual(FROM)
        expect(at).toBeLessThanOrEqual(closesAt({ ...turn, first }))
        expect(now).toBeLessThanOrEqual(RUNS_UNTIL)
        if (firstAt !== undefined) expect(at).toBeLessThanOrEqual(firstAt + SAME_PRESS)
      }),
    )
  })
})

describe('a reading of a device in hand', () => {
  const weight = (heard: number, at: number) =>
    item('body-weight', at, { type: 'reading', id: idAt(heard), value: 72, unit: 'kg', quality: [] })
  const is = (heard: number, at: number) => isOfTurn(weight(heard, at), 'items', turn, RUNS_UNTIL, heard)

  test('is a test by when it was heard, although the meter’s clock is minutes off', () => {
    expect(is(FROM + 1_000, FROM - 5 * 60_000)).toBe(true)
    expect(is(FROM - 1_000, FROM + 1_000)).toBe(false)
  })

  test('that the meter had stored before is none', () => {
    expect(is(FROM + 1_000, FROM - 11 * 60_000)).toBe(false)
  })

  test('and what a device says of itself stays true', () => {
    expect(isOfTurn(item('battery-level', FROM + 1), 'items', turn, RUNS_UNTIL, FROM + 1)).toBe(false)
    expect(isOfTurn(item('alive-test', FROM + 1), 'urgent', turn, RUNS_UNTIL, FROM + 1)).toBe(false)
  })
})
