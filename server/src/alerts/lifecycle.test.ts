import { type Alert, alertSchema } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { after, aino, bo, context, finding, found } from './example-alert.ts'
import { type AlertCommand, apply } from './lifecycle.ts'

const raised = found({ rule: 'news2', change: 'raised' })
const sosPressed = (): AlertCommand => found({ rule: 'sos', problem: 'sos', change: 'occurred', priority: 'high' })
const taken: AlertCommand = { type: 'acknowledge', by: aino }

const eventsOf = (alert: Alert) => alert.history.map(({ event }) => event)

describe('a finding with no unresolved alert', () => {
  test('raises one that says what, why, when and of whom', () => {
    const cause = finding({ rule: 'news2', change: 'raised', priority: 'high' })
    const alert = after({ type: 'finding', finding: cause })
    expect(alertSchema.parse(alert)).toEqual(alert)
    expect(alert).toMatchObject({
      patient: context.patient,
      problem: 'vital-signs',
      priority: 'high',
      status: 'open',
      rule: 'news2',
      title: cause.words.en.title,
      words: cause.words,
      raisedAt: context.now,
      occurredAt: cause.at,
      stillTrue: true,
      version: 1,
      owner: null,
      basis: cause.basis,
      history: [{ at: context.now, event: 'raised', rule: 'news2', version: 1 }],
    })
  })

  test('raises one after an earlier one was resolved, also for a state that has got worse since', () => {
    const resolved = after(raised, { type: 'resolve', by: aino, outcome: 'phone' })
    const result = apply(resolved, found({ rule: 'news2', change: 'worse' }), context)
    expect(result).toMatchObject({ alert: { status: 'open', version: 1 } })
  })

  test('does nothing when it only says that something is over', () => {
    expect(apply(undefined, found({ rule: 'news2', change: 'cleared' }), context)).toEqual({ unchanged: true })
  })

  test('about an event leaves open whether it is still true', () => {
    expect(after(sosPressed())).not.toHaveProperty('stillTrue')
  })
})

describe('a finding with an unresolved alert', () => {
  test('grows in it and is not told as a second one', () => {
    const alert = after(raised, found({ rule: 'limit', change: 'raised' }))
    expect(alert).toMatchObject({ version: 2, status: 'open', rule: 'news2', title: after(raised).title })
    expect(eventsOf(alert)).toEqual(['raised', 'grew'])
    expect(alert.basis).toHaveLength(2)
  })

  test('raises its priority and never lowers it', () => {
    const high = after(raised, found({ rule: 'limit', change: 'raised', priority: 'high' }))
    expect(high).toMatchObject({ priority: 'high', rule: 'limit' })
    expect(
      after(
        raised,
        found({ rule: 'limit', change: 'raised', priority: 'high' }),
        found({ rule: 'limit', change: 'worse', priority: 'medium' }),
      ).priority,
    ).toBe('high')
  })

  test('keeps the words of the worst that was found until that is over', () => {
    const high = found({ rule: 'limit', change: 'raised', priority: 'high' })
    const worse = found({ rule: 'news2', change: 'worse' })
    const over = [found({ rule: 'limit', change: 'cleared' }), found({ rule: 'news2', change: 'cleared' })]
    expect(after(raised, high, worse).rule).toBe('limit')
    expect(after(raised, high, worse, ...over, found({ rule: 'news2', change: 'raised' }))).toMatchObject({
      rule: 'news2',
      priority: 'high',
    })
  })

  test('takes an acknowledged alert from its owner when it is worse', () => {
    const alert = after(raised, taken, found({ rule: 'news2', change: 'worse', priority: 'high' }))
    expect(alert).toMatchObject({ status: 'open', owner: null, priority: 'high', version: 3 })
    expect(eventsOf(alert)).toEqual(['raised', 'acknowledged', 'worsened', 'reopened'])
  })

  test('takes it also when another rule finds something of higher priority', () => {
    expect(after(raised, taken, found({ rule: 'limit', change: 'raised', priority: 'high' })).status).toBe('open')
  })

  test('leaves an acknowledged alert with its owner when it is no worse', () => {
    expect(after(raised, taken, found({ rule: 'limit', change: 'raised' }))).toMatchObject({
      status: 'acknowledged',
      owner: aino,
    })
  })

  test('raises an acknowledged alert again when its condition ended and came back', () => {
    const ended = found({ rule: 'news2', change: 'cleared' })
    const alert = after(raised, taken, ended, found({ rule: 'news2', change: 'raised' }))
    expect(alert).toMatchObject({ status: 'open', owner: null, stillTrue: true })
    expect(eventsOf(alert)).toEqual(['raised', 'acknowledged', 'cleared', 'grew', 'reopened'])
  })

  test.each(['sos', 'fall'] as const)('is a new call for help when it is another %s', (rule) => {
    const call = () => found({ rule, problem: rule, change: 'occurred', priority: 'high' })
    expect(after(call(), taken, call())).toMatchObject({ status: 'open', owner: null })
  })

  test('does not call again when it is another missed dose', () => {
    const missed = () => found({ rule: 'dose-missed', problem: 'medication', change: 'occurred' })
    expect(after(missed(), taken, missed())).toMatchObject({ status: 'acknowledged', owner: aino, version: 3 })
  })

  test('changes nothing when the same event comes a second time', () => {
    const call = sosPressed()
    expect(apply(after(call, taken), call, context)).toEqual({ unchanged: true })
  })
})

describe('what is over', () => {
  test('is noted, and the alert stays whose it is until somebody resolves it', () => {
    const alert = after(raised, taken, found({ rule: 'news2', change: 'cleared' }))
    expect(alert).toMatchObject({ status: 'acknowledged', owner: aino, stillTrue: false })
    expect(eventsOf(alert)).toEqual(['raised', 'acknowledged', 'cleared'])
  })

  test('is not over as long as another rule still finds it', () => {
    const both = [raised, found({ rule: 'limit', change: 'raised' }), found({ rule: 'news2', change: 'cleared' })]
    expect(after(...both).stillTrue).toBe(true)
    expect(after(...both, found({ rule: 'limit', change: 'cleared' })).stillTrue).toBe(false)
  })

  test('changes nothing when the alert never rested on it, or it was over already', () => {
    const over = found({ rule: 'news2', change: 'cleared' })
    expect(apply(after(raised), found({ rule: 'limit', change: 'cleared' }), context)).toEqual({ unchanged: true })
    expect(apply(after(raised, over), over, context)).toEqual({ unchanged: true })
  })

  test('is noted for a fall that the person cancelled', () => {
    const fall = found({ rule: 'fall', problem: 'fall', change: 'occurred', priority: 'high' })
    const alert = after(fall, found({ rule: 'fall', problem: 'fall', change: 'cleared' }))
    expect(alert).toMatchObject({ status: 'open', stillTrue: false })
    expect(
      after(
        fall,
        found({ rule: 'fall', problem: 'fall', change: 'cleared' }),
        found({ rule: 'fall', problem: 'fall', change: 'occurred' }),
      ),
    ).not.toHaveProperty('stillTrue')
  })
})

describe('acknowledging', () => {
  test('gives the alert to the first, and tells the second who that was', () => {
    const alert = after(raised, taken)
    expect(alert).toMatchObject({ status: 'acknowledged', owner: aino, version: 2 })
    expect(apply(alert, { type: 'acknowledge', by: bo }, context)).toEqual({
      refused: 'alert-already-acknowledged',
      by: aino,
    })
    expect(apply(alert, taken, context)).toEqual({ unchanged: true })
  })

  test('of a resolved alert is refused with who resolved it', () => {
    const resolved = after(raised, taken, { type: 'resolve', by: bo, outcome: 'visit' })
    expect(apply(resolved, taken, context)).toEqual({ refused: 'alert-already-resolved', by: bo })
  })

  test('is refused when the alert has got worse than the person saw it', () => {
    const worse = after(raised, found({ rule: 'news2', change: 'worse' }))
    expect(apply(worse, { ...taken, version: 1 }, context)).toEqual({ refused: 'alert-changed' })
    expect(apply(worse, { ...taken, version: 2 }, context)).toHaveProperty('alert')
  })

  test('is not refused when it has only grown since', () => {
    const grown = after(raised, found({ rule: 'limit', change: 'raised' }))
    expect(apply(grown, { ...taken, version: 1 }, context)).toHaveProperty('alert')
  })

  test('of an alert that is not there is refused', () => {
    expect(apply(undefined, taken, context)).toEqual({ refused: 'not-found' })
  })
})

describe('handing on', () => {
  test('gives the alert to a colleague', () => {
    const alert = after(raised, taken, { type: 'assign', by: aino, to: bo })
    expect(alert).toMatchObject({ status: 'acknowledged', owner: bo })
    expect(alert.history.at(-1)).toMatchObject({ event: 'assigned', by: aino, to: bo })
    expect(apply(alert, { type: 'assign', by: aino, to: bo }, context)).toEqual({ unchanged: true })
  })

  test('takes an open alert by the same stroke', () => {
    const alert = after(raised, { type: 'assign', by: aino, to: bo })
    expect(eventsOf(alert)).toEqual(['raised', 'acknowledged', 'assigned'])
    expect(alert).toMatchObject({ status: 'acknowledged', owner: bo, version: 2 })
  })
})

describe('resolving', () => {
  test('keeps the outcome and the sentence, and acknowledges one that nobody had', () => {
    const alert = after(raised, { type: 'resolve', by: aino, outcome: 'phone', note: 'Feels fine.' })
    expect(alert).toMatchObject({ status: 'resolved', owner: aino, version: 2 })
    expect(alert.history.slice(1)).toEqual([
      { at: context.now, event: 'acknowledged', by: aino, version: 2 },
      { at: context.now, event: 'resolved', by: aino, outcome: 'phone', text: 'Feels fine.', version: 2 },
    ])
  })

  test('leaves the alert with whoever had it', () => {
    expect(after(raised, taken, { type: 'resolve', by: bo, outcome: 'visit' }).owner).toEqual(aino)
  })

  test('is final: only a note can follow', () => {
    const resolved = after(raised, { type: 'resolve', by: aino, outcome: 'phone' })
    for (const command of [
      { type: 'resolve', by: bo, outcome: 'visit' },
      { type: 'assign', by: bo, to: bo },
    ] as const) {
      expect(apply(resolved, command, context)).toEqual({ refused: 'alert-already-resolved', by: aino })
    }
    expect(apply(resolved, { type: 'note', by: bo, text: 'Daughter called.' }, context)).toMatchObject({
      alert: { status: 'resolved' },
    })
  })
})

describe('an alert that goes on growing', () => {
  const calls = Array.from({ length: 300 }, sosPressed)
  const alert = after(...calls.slice(0, 150), { type: 'note', by: aino, text: 'On my way.' }, ...calls.slice(150))

  test('keeps its first basis and its newest fifty in all', () => {
    const items = calls.map((call) => (call.type === 'finding' ? call.finding.basis[0]?.item : undefined))
    expect(alert.basis.map(({ item }) => item)).toEqual([items[0], ...items.slice(-49)])
    expect(alert.version).toBe(301)
  })

  test('keeps what people did and stays short', () => {
    expect(alert.history.length).toBeLessThanOrEqual(100)
    expect(eventsOf(alert)).toContain('note')
    expect(eventsOf(alert)[0]).toBe('raised')
  })
})
