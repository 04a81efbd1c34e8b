import { isoTime, type TechnicalAlert } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ended, isStillTrue, QUIET, type Sighting, sighted, stepped } from './lifecycle.ts'

const NOW = Date.parse('2026-11-26T12:00:00.000Z')
const bo = { id: 'bo', name: 'Bo' }
const aino = { id: 'aino', name: 'Aino' }
let made = 0
const seen = (alert: TechnicalAlert | undefined, minutes: number, more: Partial<Sighting> = {}) =>
  sighted(
    alert,
    { gateway: 'gw-1', problem: 'identity-shared', count: 1, at: NOW + minutes * 60_000, detail: 'x', ...more },
    () => `alert-${++made}`,
  )
const taken = (alert: TechnicalAlert, by = bo) => stepped(alert, { type: 'acknowledge', by }, NOW) as TechnicalAlert
const events = ({ history }: TechnicalAlert) => history.map(({ event }) => event)

describe('a technical alert', () => {
  test('of a gateway that reaches for another’s topics is medium at once', () => {
    expect(seen(undefined, 0, { problem: 'beyond-own-topics' })).toMatchObject({
      priority: 'medium',
      status: 'open',
      count: 1,
    })
  })

  test('grows instead of being doubled, without a word in its history for each time', () => {
    const first = seen(undefined, 0)
    const grown = seen(seen(first, 1), 2, { detail: 'later' })
    expect(grown).toMatchObject({ id: first.id, count: 3, detail: 'later', lastAt: isoTime(NOW + 120_000) })
    expect(events(grown)).toEqual(['raised'])
  })

  test.each([
    [4, 'low'],
    [5, 'medium'],
    [6, 'medium'],
  ])('of one name that two use is, seen %d times, %s', (count, priority) => {
    expect(seen(seen(undefined, 0), 1, { count: count - 1 }).priority).toBe(priority)
  })

  test('that somebody has taken leaves them in peace while it goes on, and calls again when it gets worse', () => {
    const mine = taken(seen(undefined, 0))
    expect(seen(mine, 1)).toMatchObject({ status: 'acknowledged', owner: bo })
    const worse = seen(mine, 1, { count: 10 })
    expect(worse).toMatchObject({ status: 'open', owner: null, priority: 'medium' })
    expect(events(worse)).toEqual(['raised', 'acknowledged', 'worsened'])
  })

  test.each([
    [QUIET, 'acknowledged'],
    [QUIET + 1, 'open'],
  ])('that is seen again after %d ms is %s: it came back only after it had ended', (after, status) => {
    const again = seen(taken(seen(undefined, 0)), after / 60_000)
    expect(again.status).toBe(status)
    expect(events(again).includes('came-back')).toBe(status === 'open')
  })

  test('that was resolved while it goes on is the same one, open again; later it is another one', () => {
    const first = seen(undefined, 0)
    const resolved = stepped(first, { type: 'resolve', by: bo, note: 'kortti vaihdettu' }, NOW) as TechnicalAlert
    expect(resolved).toMatchObject({ status: 'resolved', owner: bo })
    expect(seen(resolved, 1)).toMatchObject({ id: first.id, status: 'open', owner: null })
    const later = seen(resolved, 31)
    expect(later.id).not.toBe(first.id)
    expect(later).toMatchObject({ status: 'open', count: 1, priority: 'low' })
  })

  test('that has ended by itself is resolved, and another one when it comes again', () => {
    const over = ended(seen(undefined, 0), NOW)
    expect(over).toMatchObject({ status: 'resolved', owner: null })
    expect(events(over)).toEqual(['raised', 'over'])
    const again = seen(over, 1)
    expect(again).toMatchObject({ status: 'open', count: 1 })
    expect(again.id).not.toBe(over.id)
  })

  test('belongs to whoever takes it first', () => {
    const mine = taken(seen(undefined, 0))
    expect(stepped(mine, { type: 'acknowledge', by: aino }, NOW)).toEqual({
      refused: 'alert-already-acknowledged',
      by: bo,
    })
    expect(stepped(mine, { type: 'hand-back', by: aino }, NOW)).toEqual({ refused: 'alert-not-yours', by: bo })
    expect(stepped(mine, { type: 'hand-back', by: bo }, NOW)).toMatchObject({ status: 'open', owner: null })
    const resolved = stepped(mine, { type: 'resolve', by: aino }, NOW) as TechnicalAlert
    expect(stepped(resolved, { type: 'hand-back', by: bo }, NOW)).toEqual({ refused: 'alert-already-resolved' })
  })

  test('counts every sighting, is never high and never less than it was, in whatever order they come', () => {
    const step = fc.record({ minutes: fc.integer({ min: 0, max: 90 }), count: fc.integer({ min: 1, max: 3 }) })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        let alert: TechnicalAlert | undefined
        let minute = 0
        let sum = 0
        for (const { minutes, count } of steps) {
          minute += minutes
          sum += count
          const before: TechnicalAlert | undefined = alert
          alert = seen(alert, minute, { count })
          if (before?.priority === 'medium') expect(alert.priority).toBe('medium')
          expect(isStillTrue(alert, NOW + minute * 60_000)).toBe(true)
        }
        expect(alert).toMatchObject({ count: sum, status: 'open' })
      }),
    )
  })
})
