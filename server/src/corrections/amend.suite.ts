import { type Alert, isoTime, newUlid, type Reading, type ReadingKind } from '@kotisilta/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'
import { sqliteReadingStore } from '../readings/sqlite-store.ts'
import type { AmendReading } from './amend.ts'
import { correctionStore } from './store.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
const MINUTE = 60_000
const aino = { id: 'aino', name: 'Aino' }
const bo = { id: 'bo', name: 'Bo' }

const pulse = (value: number, minutesAgo: number, more: Partial<Reading> = {}) =>
  exampleReading('heart-rate', value, NOW - minutesAgo * MINUTE, more)

const amend = (which: Reading, more: Partial<AmendReading> = {}): AmendReading =>
  ({
    type: 'amend-reading',
    patient: 'helvi',
    which,
    by: aino,
    reason: 'measured-badly',
    note: 'She had just come up the stairs.',
    action: 'void',
    ...more,
  }) as AmendReading

/** Without those of the chain of people, of whom there are none here. */
const eventsOf = (alert: Alert | undefined) =>
  alert?.history.map(({ event }) => event).filter((event) => event !== 'called' && event !== 'unanswered')

let server: ExampleCommits
beforeEach(async () => {
  server = await ExampleCommits.open(NOW)
})
afterEach(() => server.close())

const valuesOf = async (patient: string) => {
  const store = sqliteReadingStore(server.database.sqlite)
  return (await store.range({ patient, from: 0, to: NOW + 1 })).map(({ value }) => value)
}
const correctionsOf = (patient: string) => correctionStore(server.database.query).range(patient, 0, NOW + 1)
const access = () => server.database.query.selectFrom('access_log').select(['staff', 'patient', 'action']).execute()

describe('voiding a reading', () => {
  test('takes it away, clears what it raised, says who and why on the alert, and keeps it on record', async () => {
    const wrong = pulse(140, 5)
    await server.send(wrong, pulse(82, 1))
    expect(await server.alerts()).toMatchObject([{ status: 'open', stillTrue: true }])
    expect(await server.run(amend(wrong))).toEqual({ done: true })
    expect(await valuesOf('helvi')).toEqual([82])
    const [alert] = await server.alerts()
    expect(alert).toMatchObject({ status: 'open', stillTrue: false, basis: [{ item: wrong.id, withdrawn: true }] })
    expect(eventsOf(alert)).toEqual(['raised', 'corrected', 'cleared'])
    expect(alert?.history.find(({ event }) => event === 'corrected')).toMatchObject({
      by: aino,
      text: 'She had just come up the stairs.',
    })
    expect(await server.episodes()).toEqual({})
    expect(await correctionsOf('helvi')).toMatchObject([
      { action: 'voided', before: { id: wrong.id, value: 140 }, after: null, by: aino, reason: 'measured-badly' },
    ])
    expect(await access()).toEqual([{ staff: 'aino', patient: 'helvi', action: 'reading-voided' }])
  })

  test('holds when the meter sends it again', async () => {
    const wrong = pulse(140, 5)
    await server.send(wrong)
    await server.run(amend(wrong))
    await server.send({ ...wrong, id: newUlid(NOW) })
    expect(await valuesOf('helvi')).toEqual([])
    expect(await server.episodes()).toEqual({})
  })

  test('is refused to the second of two, who is told who was first', async () => {
    const wrong = pulse(140, 5)
    await server.send(wrong)
    await server.run(amend(wrong))
    const second = await server.run(amend(wrong, { by: bo }))
    expect(second).toEqual({ done: false, code: 'reading-already-corrected', by: aino })
    expect(await correctionsOf('helvi')).toHaveLength(1)
  })

  test('of what is not there, or is somebody else’s, is refused', async () => {
    const theirs = pulse(140, 5, { device: 'ble:02' })
    await server.send(theirs)
    expect(await server.run(amend(theirs))).toEqual({ done: false, code: 'not-found' })
    expect(await valuesOf('onni')).toEqual([140])
  })
})

describe('correcting a reading', () => {
  test('judges the right value at the time of the wrong one', async () => {
    const wrong = pulse(80, 5)
    await server.send(wrong)
    expect(await server.alerts()).toEqual([])
    await server.run(amend(wrong, { action: 'correct', to: { value: 140 }, reason: 'typing-error' }))
    expect(await server.alerts()).toMatchObject([{ rule: 'news2', status: 'open', occurredAt: wrong.at }])
    expect(await correctionsOf('helvi')).toMatchObject([
      {
        action: 'corrected',
        before: { value: 80 },
        after: { value: 140, quality: ['entered-manually'], at: wrong.at },
      },
    ])
  })

  test('and back again leaves both on record', async () => {
    const wrong = pulse(80, 5)
    await server.send(wrong)
    await server.run(amend(wrong, { action: 'correct', to: { value: 85 } }))
    const [first] = await correctionsOf('helvi')
    await server.run(amend(first?.after as Reading, { action: 'correct', to: { value: 80 } }))
    expect(await valuesOf('helvi')).toEqual([80])
    expect(await correctionsOf('helvi')).toHaveLength(2)
  })

  test.each([
    ['beyond what anybody has', { value: 900 }, 'reading-implausible'],
    ['of another form', { components: { systolic: 120, diastolic: 80 } }, 'request-invalid'],
    ['that is a letter', { value: 'A' as const }, 'request-invalid'],
    ['that it has', { value: 140 }, 'reading-unchanged'],
    ['of tomorrow', { at: isoTime(NOW + 86_400_000) }, 'time-in-future'],
  ])('to a value %s changes nothing', async (_what, to, code) => {
    const wrong = pulse(140, 5)
    await server.send(wrong)
    expect(await server.run(amend(wrong, { action: 'correct', to }))).toEqual({ done: false, code })
    expect(await valuesOf('helvi')).toEqual([140])
    expect(await correctionsOf('helvi')).toEqual([])
  })
})

describe('a reading of somebody else', () => {
  test('goes to them with its time and its frame, and is judged for both', async () => {
    const wrong = pulse(140, 5, { raw: '00ff', quality: ['person-uncertain'] })
    await server.send(wrong)
    expect(await server.alerts()).toEqual([])
    await server.run(amend(wrong, { action: 'move', to: 'onni', reason: 'wrong-person' }))
    expect([await valuesOf('helvi'), await valuesOf('onni')]).toEqual([[], [140]])
    expect(await server.alerts('onni')).toMatchObject([{ rule: 'news2', occurredAt: wrong.at }])
    expect(await correctionsOf('helvi')).toMatchObject([{ action: 'moved', to: { id: 'onni', name: 'Onni' } }])
    await server.send({ ...wrong, id: newUlid(NOW) })
    expect(await valuesOf('helvi'), 'sent again').toEqual([])
  })

  test('that is theirs after all is judged from then on', async () => {
    const doubtful = pulse(140, 5, { quality: ['person-uncertain'] })
    await server.send(doubtful)
    await server.run(amend(doubtful, { action: 'move', to: 'helvi', reason: 'wrong-person' }))
    expect(await server.alerts()).toMatchObject([{ rule: 'news2', status: 'open' }])
  })
})

const kinds: fc.Arbitrary<[ReadingKind, number]> = fc.oneof(
  fc.tuple(fc.constant<ReadingKind>('heart-rate'), fc.constantFrom(35, 80, 100, 140)),
  fc.tuple(fc.constant<ReadingKind>('respiratory-rate'), fc.constantFrom(8, 16, 26)),
  fc.tuple(fc.constant<ReadingKind>('body-temperature'), fc.constantFrom(34.5, 37, 39.5)),
  fc.tuple(fc.constant<ReadingKind>('body-weight'), fc.constantFrom(70, 71.5, 72, 74.2)),
)

describe('a patient of whom a reading was wrong', () => {
  test('is after the correction as one who had the right one from the beginning, alerts that hold and all', async () => {
    const day = fc.array(fc.tuple(kinds, fc.integer({ min: 1, max: 600 })), { minLength: 2, maxLength: 14 })
    const way = fc.constantFrom('void' as const, 'correct' as const)
    await fc.assert(
      fc.asyncProperty(day, fc.nat(), way, fc.nat(), async (steps, place, action, other) => {
        let at = NOW - steps.reduce((sum, [, minutes]) => sum + minutes, 0) * MINUTE
        const readings = steps.map(([[kind, value], minutes]) => {
          at += minutes * MINUTE
          return exampleReading(kind, value, at)
        })
        const wrong = readings[place % readings.length] as Reading
        const same = readings.filter(
          ({ kind, id, value }) => kind === wrong.kind && id !== wrong.id && value !== wrong.value,
        )
        const value = same[other % Math.max(1, same.length)]?.value
        if (action === 'correct' && value === undefined) return
        const right = action === 'void' ? [] : [{ ...wrong, value, quality: ['entered-manually'] }]
        const [amended, never] = [await ExampleCommits.open(NOW), await ExampleCommits.open(NOW)]
        for (const reading of readings) await amended.send(reading)
        await amended.run(amend(wrong, action === 'void' ? {} : { action, to: { value: value as number } }))
        for (const each of readings) await never.send(...(each === wrong ? right : [each]))
        const holding = async (server: ExampleCommits) => {
          const alerts = (await server.alerts()).filter(({ stillTrue }) => stillTrue === true)
          // Its words may tell of a way to the same end: first a warning, then a worse one.
          return alerts.map(({ problem, priority }) => [problem, priority]).sort()
        }
        const known = (episodes: unknown) => JSON.stringify(episodes).replaceAll(/"item":"\w+"/g, '')
        expect(known(await amended.episodes())).toEqual(known(await never.episodes()))
        expect(await holding(amended)).toEqual(await holding(never))
        await amended.close()
        await never.close()
      }),
      { numRuns: 6 },
    )
  })
})
