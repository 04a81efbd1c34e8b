import { type Alert, type EscalationTarget, isoTime, policySchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { climbed, followed, NOBODY_RETRY, policyFor, reachesNobody, UNANSWERED_PAUSE } from './escalation.ts'
import { aino, bo, context, finding } from './example-alert.ts'
import { type AlertCommand, apply, takersOf } from './lifecycle.ts'

const NOW = Date.parse('2026-11-21T02:13:00.000Z')
const MINUTE = 60_000

const to = (...schedules: string[]): EscalationTarget[] => schedules.map((schedule) => ({ type: 'schedule', schedule }))
const policy = policySchema.parse({
  id: 'high',
  name: 'High',
  priorities: ['high', 'medium', 'low'],
  steps: [
    { to: to('first'), waitSeconds: 60 },
    { to: to('second'), waitSeconds: 120 },
    { to: to('third'), waitSeconds: 180 },
  ],
})
/** Whoever a schedule has on: `first` has Aino, and so on; those named have nobody. */
const duty =
  (...empty: string[]) =>
  (target: EscalationTarget) => {
    if (target.type !== 'schedule' || empty.includes(target.schedule)) return []
    return [{ first: 'aino', second: 'bo', third: 'cia' }[target.schedule] ?? 'nobody']
  }

function changed(alert: Alert | undefined, command: AlertCommand): Alert {
  const result = apply(alert, command, context)
  if ('alert' in result) return result.alert
  if (alert === undefined) throw new Error('nothing was raised')
  return alert
}
const raised = changed(undefined, {
  type: 'finding',
  finding: finding({ rule: 'news2', change: 'raised', priority: 'high' }),
})
const begun = () => followed(undefined, raised, policy, NOW) as NonNullable<ReturnType<typeof followed>>

/** What is called, minute by minute. */
function lived(minutes: number, peopleFor = duty(), from = begun()) {
  let escalation = from
  const calls: string[] = []
  for (let minute = 0; minute <= minutes; minute++) {
    const next = climbed(escalation, NOW + minute * MINUTE, peopleFor)
    escalation = next.escalation
    for (const { people } of next.calls) calls.push(`${minute}:${people}`)
  }
  return { escalation, calls }
}

test('an open alert climbs step by step, each with its own time, and again as often as the policy says', () => {
  expect(lived(12).calls).toEqual(['0:aino', '1:bo', '3:cia', '6:aino', '7:bo', '9:cia'])
})

test('an empty step is passed at once', () => {
  expect(lived(2, duty('first')).calls).toEqual(['0:bo', '2:cia'])
  expect(lived(4, duty('second', 'third')).calls).toEqual(['0:aino', '1:aino'])
})

test('a chain gone through in vain is shown as unanswered, and does not end there', () => {
  const { escalation, calls } = lived(12)
  expect([escalation.status, escalation.due]).toEqual(['unanswered', isoTime(NOW + 12 * MINUTE + UNANSWERED_PAUSE)])
  expect(calls).toHaveLength(6)
  expect(lived(17).calls.at(-1)).toBe('17:aino')
})

test('nobody in the whole chain is told at once, and asked again soon', () => {
  const { escalation } = climbed(begun(), NOW, duty('first', 'second', 'third'))
  expect(reachesNobody(escalation)).toBe(true)
  expect([escalation.status, escalation.due]).toEqual(['unanswered', isoTime(NOW + NOBODY_RETRY)])
  const later = climbed(escalation, NOW + NOBODY_RETRY, duty('first', 'second'))
  expect(later.calls.map(({ people }) => people)).toEqual([['cia']])
  expect(reachesNobody(later.escalation)).toBe(false)
})

test('nobody in the whole chain calls the last resort, and again after a pause, until somebody is there', () => {
  const nobody = duty('first', 'second', 'third')
  let escalation = begun()
  const calls: string[] = []
  for (let minute = 0; minute <= 7; minute++) {
    const next = climbed(escalation, NOW + minute * MINUTE, nobody, () => ['chief', 'chief'])
    escalation = next.escalation
    for (const call of next.calls) calls.push(`${minute}:${call.people} round ${call.round} step ${call.step}`)
  }
  expect(calls).toEqual(['0:chief round 1 step 3', '5:chief round 2 step 3'])
  expect(escalation.status).toBe('unanswered')
  const back = climbed(escalation, NOW + 10 * MINUTE, duty(), () => ['chief'])
  expect(back.calls.map(({ people }) => people)).toEqual([['aino']])
})

test('after a night without a server the overdue step is called at once, once, and the next has its whole time', () => {
  const woken = climbed(begun(), NOW + 8 * 60 * MINUTE, duty())
  expect(woken.calls.map(({ people }) => people)).toEqual([['aino']])
  expect(woken.escalation.due).toBe(isoTime(NOW + 8 * 60 * MINUTE + MINUTE))
})

test('a clock that is set back calls nobody again', () => {
  const once = climbed(begun(), NOW, duty())
  expect(climbed(once.escalation, NOW - 60 * MINUTE, duty()).calls).toEqual([])
})

test('a clock that is set back by a day delays the next step by no more than its own time', () => {
  const { escalation } = climbed(begun(), NOW, duty())
  const back = NOW - 24 * 60 * MINUTE
  const waiting = climbed(escalation, back, duty())
  expect(waiting.calls).toEqual([])
  expect(climbed(waiting.escalation, back + MINUTE, duty()).calls.map(({ people }) => people)).toEqual([['bo']])
})

test('one who is in a step twice is called once', () => {
  const twice = { ...policy, steps: [{ to: to('first', 'first'), waitSeconds: 60 }] }
  const escalation = followed(undefined, raised, twice, NOW)
  expect(escalation && climbed(escalation, NOW, duty()).calls[0]?.people).toEqual(['aino'])
})

test('taken, it stops; handed on, it stays stopped; worse, it climbs from the beginning', () => {
  const { escalation } = lived(1)
  const taken = changed(raised, { type: 'acknowledge', by: bo })
  const stopped = followed(escalation, taken, policy, NOW + MINUTE)
  expect(stopped).toMatchObject({ status: 'taken', due: null })
  const handed = changed(taken, { type: 'assign', by: bo, to: aino })
  expect(followed(stopped, handed, policy, NOW + MINUTE)).toBe(stopped)
  const worse = changed(handed, {
    type: 'finding',
    finding: finding({ rule: 'news2', change: 'worse', priority: 'high' }),
  })
  expect(followed(stopped, worse, policy, NOW + 2 * MINUTE)).toMatchObject({
    status: 'climbing',
    step: 0,
    due: isoTime(NOW + 2 * MINUTE),
    calls: escalation.calls,
  })
})

test('a note or another finding of the same severity does not start the chain anew', () => {
  const { escalation } = lived(1)
  const noted = changed(raised, { type: 'note', by: aino, text: 'Calling.' })
  expect(followed(escalation, noted, policy, NOW + 2 * MINUTE)).toBe(escalation)
})

test('resolved, it is over', () => {
  const resolved = changed(raised, { type: 'resolve', by: aino, outcome: 'phone' })
  expect(followed(begun(), resolved, policy, NOW)).toBeUndefined()
})

test('where two have to take it, it climbs on with one', () => {
  const both = { ...policy, takers: 2 }
  const escalation = followed(undefined, raised, both, NOW)
  const taken = changed(raised, { type: 'acknowledge', by: aino })
  expect(followed(escalation, taken, both, NOW)).toMatchObject({ status: 'climbing' })
})

test('had for too long and not resolved, it is to be opened again, once', () => {
  const held = { ...policy, holdSeconds: 1800 }
  const taken = changed(raised, { type: 'acknowledge', by: aino })
  const escalation = followed(followed(undefined, raised, held, NOW), taken, held, NOW)
  expect(escalation?.due).toBe(isoTime(NOW + 30 * MINUTE))
  if (escalation === undefined) return
  expect(climbed(escalation, NOW + 30 * MINUTE - 1, duty()).expired).toBe(false)
  const expired = climbed(escalation, NOW + 30 * MINUTE, duty())
  expect(expired).toMatchObject({ expired: true, calls: [] })
  expect(climbed(expired.escalation, NOW + 31 * MINUTE, duty()).expired).toBe(false)
})

test('a priority that grows takes another policy, from its beginning', () => {
  const low = { ...policy, id: 'low' }
  const { escalation } = lived(1, duty(), { ...begun(), policy: low })
  expect(followed(escalation, raised, policy, NOW + 5 * MINUTE)).toMatchObject({ policy: { id: 'high' }, step: 0 })
})

test('the policy is the one that says most: its area before its problem, then the first by name', () => {
  const of = (id: string, more: object) => policySchema.parse({ ...policy, id, ...more })
  const all = [
    of('a-general', {}),
    of('b-general', {}),
    of('problem', { problems: ['vital-signs'] }),
    of('area', { area: 'north' }),
    of('both', { area: 'north', problems: ['vital-signs'] }),
    of('high-only', { area: 'north', problems: ['sos'], priorities: ['high'] }),
  ]
  const chosen = (problem: Alert['problem'], area?: string, priority: Alert['priority'] = 'medium') =>
    policyFor(all, { problem, priority }, area)?.id
  expect(chosen('vital-signs', 'north')).toBe('both')
  expect(chosen('fall', 'north')).toBe('area')
  expect(chosen('vital-signs', 'south')).toBe('problem')
  expect(chosen('fall')).toBe('a-general')
  expect(chosen('sos', 'north')).toBe('area')
  expect(chosen('sos', 'north', 'high')).toBe('high-only')
  expect(policyFor([], raised, 'north')).toBeUndefined()
})

test('who has taken it is who took it since it was last opened', () => {
  const taken = changed(raised, { type: 'acknowledge', by: aino })
  const handed = changed(taken, { type: 'assign', by: aino, to: bo })
  const worse = changed(handed, {
    type: 'finding',
    finding: finding({ rule: 'news2', change: 'worse', priority: 'high' }),
  })
  expect([raised, taken, handed, worse].map(takersOf)).toEqual([[], [aino.id], [bo.id], []])
})

test('whatever happens in whatever order, an open alert has a moment at which it goes on, and no step is skipped', () => {
  type Happening =
    | { type: 'pass'; seconds: number }
    | { type: 'acknowledge' | 'worse' | 'restart' }
    | { type: 'roster'; empty: string[] }
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ type: fc.constant('pass' as const), seconds: fc.integer({ min: -3600, max: 3600 }) }),
    },
    fc.constantFrom<Happening>({ type: 'acknowledge' }, { type: 'worse' }, { type: 'restart' }),
    fc.record({ type: fc.constant('roster' as const), empty: fc.subarray(['first', 'second', 'third']) }),
  )
  let called = 0
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      let alert = raised
      let escalation = begun()
      let now = NOW
      let peopleFor = duty()
      const seen = new Set<string>()
      for (const each of happenings) {
        if (each.type === 'pass') now += each.seconds * 1000
        else if (each.type === 'roster') peopleFor = duty(...each.empty)
        else if (each.type === 'restart') escalation = JSON.parse(JSON.stringify(escalation))
        else {
          alert =
            each.type === 'worse'
              ? changed(alert, {
                  type: 'finding',
                  finding: finding({ rule: 'news2', change: 'worse', priority: 'high' }),
                })
              : changed(alert, { type: 'acknowledge', by: aino })
          escalation = followed(escalation, alert, policy, now) as typeof escalation
          if (escalation.step === 0 && escalation.round === 0) seen.clear()
        }
        const before = escalation
        const next = climbed(escalation, now, peopleFor)
        escalation = next.escalation
        for (const { round, step } of next.calls) {
          expect(seen.has(`${round} ${step}`)).toBe(false)
          seen.add(`${round} ${step}`)
          called++
        }
        const added = escalation.calls.slice(before.calls.length)
        for (const [index, { step }] of added.entries()) expect(step).toBe((before.step + index) % policy.steps.length)
        expect(alert.status === 'open').toBe(escalation.due !== null)
        if (escalation.due !== null && escalation !== before)
          expect(Date.parse(escalation.due)).toBeGreaterThanOrEqual(now)
      }
    }),
    { numRuns: 300 },
  )
  expect(called).toBeGreaterThan(200)
})
