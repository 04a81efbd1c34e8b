import { type Alert, alertSchema, isoTime, type Priority } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { after, aino, bo, context, finding } from './example-alert.ts'
import { type AlertCommand, type AlertContext, apply, takersOf } from './lifecycle.ts'

const MINUTES = 30
const began = Date.parse(context.now)
/** So many minutes on, by a plan that lets alerts end by themselves; or by one that does not. */
const at = (minutes: number, isAllowed = true): AlertContext => ({
  ...context,
  now: isoTime(began + minutes * 60_000),
  ...(isAllowed && { clearsAfter: MINUTES * 60_000 }),
})
const raised = (priority: Priority = 'medium'): Alert =>
  after({ type: 'finding', finding: finding({ rule: 'limit', change: 'raised', priority }) })
const over: AlertCommand = { type: 'finding', finding: finding({ rule: 'limit', change: 'cleared' }) }
const again: AlertCommand = { type: 'finding', finding: finding({ rule: 'limit', change: 'raised' }) }

function done(alert: Alert, command: AlertCommand, when: AlertContext): Alert {
  const result = apply(alert, command, when)
  if (!('alert' in result)) throw new Error(JSON.stringify(result))
  return result.alert
}

test.each<Priority>(['medium', 'low'])(
  'one of %s priority ends by itself when it has been over for as long as the plan says, and not before',
  (priority) => {
    const ending = done(raised(priority), over, at(1))
    expect(ending).toMatchObject({ status: 'open', stillTrue: false, clearsAt: at(1 + MINUTES).now })
    expect(apply(ending, { type: 'settled' }, at(MINUTES + 0.99))).toEqual({ unchanged: true })
    for (const late of [1, 1.01, 600]) {
      const ended = done(ending, { type: 'settled' }, at(MINUTES + late))
      expect(alertSchema.parse(ended)).toEqual(ended)
      expect(ended).toMatchObject({ status: 'resolved', owner: null, version: 3 })
      expect(ended.history.at(-1)).toEqual({
        at: at(MINUTES + late).now,
        event: 'resolved',
        outcome: 'cleared',
        version: 3,
      })
      expect(ended).not.toHaveProperty('clearsAt')
    }
  },
)

test('one of high priority never does, nor one that was medium and has become high', () => {
  const high = done(raised('high'), over, at(1))
  expect(high).not.toHaveProperty('clearsAt')
  expect(apply({ ...high, clearsAt: at(2).now }, { type: 'settled' }, at(999))).toMatchObject({
    alert: { status: 'open' },
  })
  const worse: AlertCommand = {
    type: 'finding',
    finding: finding({ rule: 'news2', change: 'raised', priority: 'high' }),
  }
  const both = done(done(raised(), worse, at(1)), over, at(2))
  const end: AlertCommand = { type: 'finding', finding: finding({ rule: 'news2', change: 'cleared' }) }
  expect(done(both, end, at(3))).not.toHaveProperty('clearsAt')
})

test('a plan that does not say so lets none end, and one that no longer says so stops what has begun', () => {
  expect(done(raised(), over, at(1, false))).not.toHaveProperty('clearsAt')
  const ending = done(raised(), over, at(1))
  const stopped = done(ending, { type: 'settled' }, at(999, false))
  expect(stopped).toMatchObject({ status: 'open', stillTrue: false })
  expect(stopped).not.toHaveProperty('clearsAt')
})

test.each<[string, AlertCommand[]]>([
  ['has been taken', [{ type: 'acknowledge', by: aino }]],
  ['has been handed on', [{ type: 'assign', by: aino, to: bo }]],
  ['has been put off', [{ type: 'snooze', by: aino, minutes: 5, reason: 'Later.' }]],
  [
    'was taken and handed back',
    [
      { type: 'acknowledge', by: aino },
      { type: 'hand-back', by: aino },
    ],
  ],
  ['was taken and forgotten', [{ type: 'acknowledge', by: aino }, { type: 'expired' }]],
  ['has a relative on the way', [{ type: 'answer', by: aino, goes: true }]],
])('one that %s does not: it is only noted that it is over', (_what, deeds) => {
  const had = deeds.reduce((alert, deed) => done(alert, deed, at(1)), raised())
  const noted = done(had, over, at(2))
  expect(noted.history.at(-1)?.event).toBe('cleared')
  expect(noted).not.toHaveProperty('clearsAt')
  expect('alert' in apply(noted, { type: 'settled' }, at(999))).toBe(false)

  // The same when it is over first.
  const ending = done(raised(), over, at(1))
  const taken = deeds.reduce((alert, deed) => done(alert, deed, at(2)), ending)
  const later = apply(taken, { type: 'settled' }, at(999))
  expect('alert' in later ? later.alert.status : taken.status).not.toBe('resolved')
})

test('it does not end while another rule still holds, nor when it comes again before that', () => {
  const other: AlertCommand = { type: 'finding', finding: finding({ rule: 'glucose', change: 'raised' }) }
  expect(done(done(raised(), other, at(0)), over, at(1))).not.toHaveProperty('clearsAt')

  const ending = done(raised(), over, at(1))
  const back = done(ending, again, at(2))
  expect(back).toMatchObject({ status: 'open', stillTrue: true })
  expect(back).not.toHaveProperty('clearsAt')
  expect(done(back, over, at(10)).clearsAt).toBe(at(10 + MINUTES).now)
})

test('what comes again after its end is a new alert', () => {
  const ended = done(done(raised(), over, at(1)), { type: 'settled' }, at(1 + MINUTES))
  expect(done(ended, again, at(60))).toMatchObject({ status: 'open', version: 1, raisedAt: at(60).now })
})

test('an event that is never still true does not end by itself', () => {
  const missed: AlertCommand = { type: 'finding', finding: finding({ rule: 'dose-missed', change: 'occurred' }) }
  const alert = done(done(raised(), missed, at(0)), over, at(1))
  expect(alert).not.toHaveProperty('clearsAt')
})

describe('one that ended by itself', () => {
  const ended = () => done(done(raised(), over, at(1)), { type: 'settled' }, at(1 + MINUTES))

  test('is opened again by a named person, who has it from then on; it does not end by itself a second time', () => {
    const opened = done(ended(), { type: 'reopen', by: aino }, at(60))
    expect(alertSchema.parse(opened)).toEqual(opened)
    expect(opened).toMatchObject({ status: 'acknowledged', owner: aino, stillTrue: false, version: 4 })
    expect(opened.history.slice(-2)).toMatchObject([
      { event: 'reopened', by: aino },
      { event: 'acknowledged', by: aino },
    ])
    expect(takersOf(opened)).toEqual([aino.id])
    const given = done(opened, { type: 'hand-back', by: aino }, at(61))
    expect(given).toMatchObject({ status: 'open', owner: null })
    expect(done(done(given, again, at(62)), over, at(63))).not.toHaveProperty('clearsAt')
  })

  test('is opened once: the second is told who was first, and the first may say it twice', () => {
    const opened = done(ended(), { type: 'reopen', by: aino }, at(60))
    expect(apply(opened, { type: 'reopen', by: aino }, at(61))).toEqual({ unchanged: true })
    expect(apply(opened, { type: 'reopen', by: bo }, at(61))).toEqual({
      refused: 'alert-already-acknowledged',
      by: aino,
    })
  })

  test('is another thing than one that a person has resolved, which stays so', () => {
    const resolved = done(raised(), { type: 'resolve', by: bo, outcome: 'phone' }, at(1))
    expect(apply(resolved, { type: 'reopen', by: aino }, at(2))).toEqual({ refused: 'alert-already-resolved', by: bo })
    const opened = done(ended(), { type: 'reopen', by: aino }, at(60))
    const over = done(opened, { type: 'resolve', by: aino, outcome: 'visit' }, at(61))
    expect(apply(over, { type: 'reopen', by: bo }, at(62))).toEqual({ refused: 'alert-already-resolved', by: aino })
    expect(apply(raised(), { type: 'reopen', by: aino }, at(2))).toEqual({ refused: 'alert-changed' })
  })
})
