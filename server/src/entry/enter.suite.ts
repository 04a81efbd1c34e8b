import { type Alert, type Entry, groupPlan, isoTime, type Measured, newUlid } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'
import { correctionStore } from '../corrections/store.ts'
import { sqliteReadingStore } from '../readings/sqlite-store.ts'
import type { Entered, EnterReadings } from './enter.ts'
import { news2Known } from './news2-known.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
const aino = { id: '01KAINO', name: 'Aino' }
const bo = { id: '01KBO', name: 'Bo' }

const WHOLE: Measured[] = [
  { kind: 'respiratory-rate', value: 22, unit: '/min' },
  { kind: 'oxygen-saturation', value: 93, unit: '%' },
  { kind: 'supplemental-oxygen', value: 0, unit: 'L/min' },
  { kind: 'blood-pressure', components: { systolic: 118, diastolic: 70 }, unit: 'mm[Hg]' },
  { kind: 'heart-rate', value: 95, unit: '/min' },
  { kind: 'consciousness', value: 'A' },
  { kind: 'body-temperature', value: 38.4, unit: 'Cel' },
]

/** Without those of the chain of people, of whom there are none here. */
const eventsOf = (alert: Alert | undefined) =>
  alert?.history.map(({ event }) => event).filter((event) => event !== 'called' && event !== 'unanswered')

let server: ExampleCommits
beforeEach(async () => {
  server = await ExampleCommits.open(NOW)
})
afterEach(() => server.close())

const enter = (entry: Partial<Entry>, more: Partial<EnterReadings> = {}): EnterReadings => ({
  type: 'enter-readings',
  patient: 'helvi',
  by: aino,
  entry: { id: newUlid(NOW), readings: WHOLE, ...entry },
  ...more,
})
const entered = async (command: EnterReadings): Promise<Entered> => {
  const result = await server.run(command)
  if (!result.done || result.entered === undefined) throw new Error(JSON.stringify(result))
  return result.entered
}
const stored = (patient = 'helvi') =>
  sqliteReadingStore(server.database.sqlite).range({ patient, from: 0, to: NOW + 1 })

describe('what a nurse enters', () => {
  test('a whole NEWS2 is stored as hers, judged, and the alert is in the answer', async () => {
    const answer = await entered(enter({}))
    expect(answer.readings).toHaveLength(7)
    expect(answer.alerts[0]?.title, 'of the whole score').toMatch(/NEWS2 6$/)
    expect(answer.readings[0]).toMatchObject({
      device: 'manual:01kaino',
      quality: ['entered-manually'],
      clock: 'gateway',
      at: isoTime(NOW),
    })
    expect(answer.alerts).toMatchObject([{ rule: 'news2', status: 'open', patient: { id: 'helvi' } }])
    expect(await stored()).toHaveLength(7)
    const access = server.database.query.selectFrom('access_log').select(['staff', 'patient', 'action', 'detail'])
    expect(await access.execute()).toMatchObject([
      { staff: aino.id, patient: 'helvi', action: 'readings-entered', detail: expect.stringContaining('heart-rate') },
    ])
  })

  test('the same entry twice is stored once and answered alike; anything else under its number is refused', async () => {
    const command = enter({})
    const first = await entered(command)
    expect(await entered(command)).toEqual({ ...first, repeated: true })
    expect(await stored()).toHaveLength(7)
    expect(await server.alerts()).toHaveLength(1)
    const other = { ...command, entry: { ...command.entry, readings: WHOLE.slice(1) } }
    for (const each of [other, { ...command, by: bo }, { ...command, patient: 'onni' }]) {
      expect(await server.run(each)).toEqual({ done: false, code: 'entry-different' })
    }
  })

  test('a whole NEWS2 taken back is judged anew once: its alert says so and says nothing of halves', async () => {
    const answer = await entered(enter({}))
    await server.run({ type: 'undo-entry', patient: 'helvi', entry: answer.id, by: aino })
    expect(await server.episodes()).toEqual({})
    const [alert] = await server.alerts()
    expect(alert).toMatchObject({ stillTrue: false, title: answer.alerts[0]?.title })
    expect(eventsOf(alert)).toEqual(['raised', 'corrected', 'cleared'])
  })

  test('of an hour ago is judged at its time, among what came since', async () => {
    await server.send(exampleReading('heart-rate', 80, NOW - 60_000))
    const at = isoTime(NOW - 3_600_000)
    const answer = await entered(enter({ at, readings: [{ kind: 'heart-rate', value: 140, unit: '/min' }] }))
    expect(answer).toMatchObject({ at, readings: [{ at }] })
    expect(await stored()).toMatchObject([{ value: 140 }, { value: 80 }])
  })

  test('taken back on the same screen leaves nothing that is judged, and can be entered anew', async () => {
    const readings: Measured[] = [{ kind: 'heart-rate', value: 140, unit: '/min' }]
    const at = isoTime(NOW - 60_000)
    const answer = await entered(enter({ at, readings }))
    const undo = { type: 'undo-entry', patient: 'helvi', entry: answer.id, by: aino } as const
    expect(await server.run({ ...undo, by: bo }), 'is hers alone to take back').toEqual({
      done: false,
      code: 'not-found',
    })
    expect(await server.run(undo)).toEqual({ done: true })
    expect(await server.run(undo), 'twice is once').toEqual({ done: true })
    expect(await stored()).toEqual([])
    expect(await correctionStore(server.database.query).range('helvi', 0, NOW)).toHaveLength(1)
    expect(await server.episodes()).toEqual({})
    expect((await entered(enter({ at, readings }))).readings).toHaveLength(1)
    expect(await server.alerts()).toMatchObject([{ stillTrue: true }])
  })

  test.each<[string, Partial<Entry>, string]>([
    ['a time in the future', { at: isoTime(NOW + 600_000) }, 'time-in-future'],
    ['a time before living memory', { at: '1970-01-01T00:00:00.000Z' }, 'request-invalid'],
    [
      'a value that nobody has',
      { readings: [{ kind: 'heart-rate', value: 900, unit: '/min' }] },
      'reading-implausible',
    ],
    ['Fahrenheit', { readings: [{ kind: 'body-temperature', value: 98.6, unit: 'Cel' }] }, 'reading-implausible'],
    [
      'a diastolic above the systolic',
      { readings: [{ kind: 'blood-pressure', components: { systolic: 80, diastolic: 120 }, unit: 'mm[Hg]' }] },
      'reading-implausible',
    ],
    ['a unit that does not fit', { readings: [{ kind: 'heart-rate', value: 80, unit: 'kg' }] }, 'request-invalid'],
    ['no unit', { readings: [{ kind: 'heart-rate', value: 80 }] }, 'request-invalid'],
    ['a number where a letter belongs', { readings: [{ kind: 'consciousness', value: 1 }] }, 'request-invalid'],
    ['NaN', { readings: [{ kind: 'heart-rate', value: Number.NaN, unit: '/min' }] }, 'request-invalid'],
    ['one kind twice', { readings: [WHOLE[0] as Measured, WHOLE[0] as Measured] }, 'request-invalid'],
  ])('%s is refused, and with it the whole entry', async (_what, entry, code) => {
    const whole = {
      ...entry,
      readings: [...(entry.readings ?? WHOLE), { kind: 'body-weight', value: 70, unit: 'kg' } as const],
    }
    expect(await server.run(enter(whole))).toEqual({ done: false, code })
    expect(await stored()).toEqual([])
  })

  test('for somebody who is not there is refused', async () => {
    expect(await server.run(enter({}, { patient: 'nobody' }))).toEqual({ done: false, code: 'not-found' })
  })
})

test('what is known of NEWS2 at a moment is what was measured inside its windows by then', async () => {
  await server.send(
    exampleReading('heart-rate', 95, NOW - 3_600_000),
    exampleReading('heart-rate', 60, NOW - 60_000),
    exampleReading('body-weight', 71.5, NOW - 30 * 86_400_000),
  )
  const store = sqliteReadingStore(server.database.sqlite)
  const earlier = await news2Known(store, 'helvi', groupPlan, NOW - 1_800_000)
  expect(earlier.input.pulse).toBe(95)
  expect(earlier.input).not.toHaveProperty('temperature')
  expect(earlier.last).toMatchObject([
    { kind: 'body-weight', value: 71.5 },
    { kind: 'heart-rate', value: 95 },
  ])
  expect((await news2Known(store, 'helvi', groupPlan, NOW)).input.pulse).toBe(60)
})
