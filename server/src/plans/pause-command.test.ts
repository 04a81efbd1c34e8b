import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY, examplePatient, HOUR, NOW } from './example-patient.ts'
import { type PausePlan, pausePlan, resumePlan } from './pause-command.ts'
import { planFinder } from './plans-in-force.ts'
import { planReader } from './reader.ts'

let example: Awaited<ReturnType<typeof examplePatient>>
beforeEach(async () => {
  example = await examplePatient({ expected: [{ kind: 'body-weight', withinHours: 36 }] })
})
afterEach(() => example.close())

const pause = (more: Partial<PausePlan> = {}, at = NOW) =>
  pausePlan(
    example.query,
    example.audit,
    { type: 'plan-paused', patient: 'p1', by: example.aino, until: NOW + 3 * DAY, reason: 'hospital', ...more },
    example.work(at),
  )
const resume = (more: object = {}, at = NOW) =>
  resumePlan(
    example.query,
    example.audit,
    { type: 'plan-resumed', patient: 'p1', by: example.bo, ...more },
    example.work(at),
  )
const judged = (at = NOW) => planFinder(example.database.sqlite).of('p1').at(at).pauses
const shown = async () => (await planReader(example.query).inForce('p1', NOW)).pauses

test('a paused plan is paused for detection and for people alike, from now until the end', async () => {
  expect(await pause()).toMatchObject({ done: true, created: expect.any(String) })
  const expected = [{ from: '2026-11-26T10:00:00.000Z', until: '2026-11-29T10:00:00.000Z', reason: 'hospital' }]
  expect(judged()).toEqual(expected)
  expect(await shown()).toEqual(expected)
  expect(example.logged()).toEqual(['plan-paused by aino'])
})

test('resuming early ends it at that moment, and the pause that was stays known', async () => {
  await pause()
  expect(await resume({ reason: 'hospital' }, NOW + HOUR)).toEqual({ done: true })
  expect(judged()).toEqual([
    { from: '2026-11-26T10:00:00.000Z', until: '2026-11-26T11:00:00.000Z', reason: 'hospital' },
  ])
  expect(await resume({}, NOW + 2 * HOUR)).toEqual({ done: false, code: 'plan-pause-ended' })
})

test('coming home from hospital does not end a journey', async () => {
  await pause({ reason: 'travel' })
  expect(await resume({ reason: 'hospital' })).toEqual({ done: false, code: 'plan-pause-ended' })
})

test('a pause that is taken back before it begins has never been', async () => {
  const { created } = (await pause({ from: NOW + DAY })) as { created: string }
  expect(await resume({ pause: created })).toEqual({ done: true })
  expect(judged()).toEqual([])
  expect(await pause({ from: NOW + DAY })).toMatchObject({ done: true })
})

test.each([
  ['ends before it begins', { from: NOW + 2 * DAY, until: NOW + DAY }, 'plan-pause-ended'],
  ['ends as it begins', { from: NOW + DAY, until: NOW + DAY }, 'plan-pause-ended'],
  ['has passed', { from: NOW - 2 * DAY, until: NOW }, 'plan-pause-ended'],
  ['is of nobody', { patient: 'nobody' }, 'not-found'],
])('a pause that %s is refused', async (_which, more, code) => {
  expect(await pause(more)).toEqual({ done: false, code })
})

test('two pauses do not overlap; one may begin when the other ends', async () => {
  await pause()
  expect(await pause({ from: NOW + 3 * DAY - 1, until: NOW + 4 * DAY })).toEqual({
    done: false,
    code: 'plan-pause-overlaps',
  })
  expect(await pause({ from: NOW + 3 * DAY, until: NOW + 4 * DAY })).toMatchObject({ done: true })
})

test('an admission during a journey ends the journey where it begins', async () => {
  await pause({ reason: 'travel' })
  expect(await pause({ instead: true, until: NOW + 9 * DAY }, NOW + DAY)).toMatchObject({ done: true })
  expect(judged().map(({ from, until, reason }) => [from.slice(8, 10), until.slice(8, 10), reason])).toEqual([
    ['26', '27', 'travel'],
    ['27', '05', 'hospital'],
  ])
})
