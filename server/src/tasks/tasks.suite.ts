import { isoTime, newUlid, planSchema, type Task } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { homeCommandReader } from '../commands-to-homes/reader.ts'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'
import { sqliteReadingStore } from '../readings/sqlite-store.ts'
import type { HandleTask } from './command.ts'
import { taskReader } from './reader.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
const MINUTE = 60_000
const aino = { id: 'aino', name: 'Aino' }
const bo = { id: 'bo', name: 'Bo' }
const plan = planSchema.parse({ measureAgain: { enabled: true, minutes: 15 } })
const home = {
  home: 'h1',
  gateway: 'g1',
  patients: [
    { id: 'helvi', name: 'Helvi', plan, devices: [{ device: 'ble:01', profile: 'x' }] },
    { id: 'onni', name: 'Onni', devices: [{ device: 'ble:02', profile: 'x' }] },
  ],
}

let server: ExampleCommits
beforeEach(async () => {
  server = await ExampleCommits.open(NOW, home)
})
afterEach(() => server.close())

const pulse = (value: number, more: object = {}) => exampleReading('heart-rate', value, server.now, more)
const tasks = (): Promise<Task[]> => taskReader(server.database.query).list(() => true)
const only = async (): Promise<Task> => {
  const [task, ...others] = await tasks()
  expect(others).toEqual([])
  return task as Task
}
const handle = (task: Task, action: Exclude<HandleTask['action'], 'belongs'>, by = aino) =>
  server.run({ type: 'task', task: task.id, by, action })

describe('a measurement that is to be made again', () => {
  test('is a task with its value and by when, and ends when it has been made', async () => {
    await server.send(pulse(140))
    expect(await only()).toMatchObject({
      kind: 'measure-again',
      status: 'open',
      patient: { id: 'helvi', name: 'Helvi' },
      reading: { kind: 'heart-rate', value: 140 },
      due: isoTime(NOW + 15 * MINUTE),
      words: { en: { title: expect.stringContaining('again') } },
    })
    server.now += 5 * MINUTE
    await server.send(pulse(82))
    expect(await only()).toMatchObject({ status: 'done', outcome: 'measured', owner: null })
    expect(await server.alerts()).toEqual([])
  })

  test('is asked for at home meanwhile, through what is that person’s, and shows what became of it', async () => {
    await server.send(pulse(140))
    const { asked, version } = await only()
    expect(asked).toMatchObject({ gateway: 'g1', status: 'waiting' })
    const id = asked?.id as string
    const sent = await homeCommandReader(server.database.query, server.database.sqlite).ofPatient('helvi')
    expect(sent).toMatchObject([
      { id, command: 'measure-again', args: { kind: 'heart-rate', devices: ['ble:01'] }, by: null },
    ])
    await server.run({ type: 'home-answered', gateway: 'g1', result: { id, status: 'done', code: 'asked' } })
    expect(await only()).toMatchObject({ version: version + 1, asked: { status: 'done', code: 'asked' } })
  })

  test('is for the staff where nothing at home can ask', async () => {
    await server.send(pulse(140))
    const id = (await only()).asked?.id as string
    await server.run({ type: 'home-answered', gateway: 'g1', result: { id, status: 'cannot', code: 'nothing-can' } })
    expect(await only()).toMatchObject({ status: 'open', asked: { status: 'cannot', code: 'nothing-can' } })
  })

  test('is for the staff where nobody at home answered in time', async () => {
    await server.send(pulse(140))
    server.now += 16 * MINUTE
    await server.run({ type: 'expire-home-commands' })
    expect(await only()).toMatchObject({ status: 'open', asked: { status: 'expired' } })
  })

  test('ends as overdue when nobody made it, and then there is an alert', async () => {
    await server.send(pulse(140))
    server.now += 16 * MINUTE
    await server.run({ type: 'tick' })
    expect(await only()).toMatchObject({ status: 'cancelled', outcome: 'overdue' })
    expect(await server.alerts()).toMatchObject([{ status: 'open' }])
  })

  test('ends when the first value turns out to be wrong, and comes back when what had answered it does', async () => {
    const doubtful = pulse(140)
    await server.send(doubtful)
    server.now += 2 * MINUTE
    const answer = pulse(80)
    await server.send(answer)
    const amend = { type: 'amend-reading', patient: 'helvi', by: aino, reason: 'other', action: 'void' } as const
    await server.run({ ...amend, which: answer })
    expect(await only()).toMatchObject({ status: 'open', version: 3 })
    await server.run({ ...amend, which: doubtful })
    expect(await only()).toMatchObject({ status: 'cancelled', outcome: 'taken-back' })
  })

  test('is had by one nurse at a time, and each thing she does is in the access log', async () => {
    await server.send(pulse(140))
    const task = await only()
    expect(await handle(task, 'claim')).toEqual({ done: true })
    expect(await handle(task, 'claim', bo)).toEqual({ done: false, code: 'task-already-taken', by: aino })
    expect(await handle(task, 'done', bo)).toEqual({ done: false, code: 'task-already-taken', by: aino })
    expect(await handle(task, 'release')).toEqual({ done: true })
    expect(await handle(task, 'done', bo)).toEqual({ done: true })
    expect(await handle(task, 'claim')).toEqual({ done: false, code: 'task-already-done', by: bo })
    const log = await server.database.query.selectFrom('access_log').select(['staff', 'patient', 'action']).execute()
    expect(log.map(({ staff, patient, action }) => [staff, patient, action].join(' '))).toEqual([
      'aino helvi task-claim',
      'aino helvi task-release',
      'bo helvi task-done',
    ])
  })
})

describe('a reading of which it is not certain whose it is', () => {
  const uncertain = () => pulse(140, { quality: ['person-uncertain'] })
  const values = async (patient: string) => {
    const store = sqliteReadingStore(server.database.sqlite)
    return (await store.range({ patient, from: 0, to: NOW + 1 })).map(({ value, quality }) => [value, ...quality])
  }
  const belongs = (task: Task, to: string | null, by = aino) =>
    server.run({ type: 'task', task: task.id, by, action: 'belongs', to })

  test('is a task with those of the home to choose from, and is not judged', async () => {
    await server.send(uncertain())
    expect(await only()).toMatchObject({
      kind: 'person-uncertain',
      patient: { id: 'helvi' },
      candidates: [
        { id: 'helvi', name: 'Helvi' },
        { id: 'onni', name: 'Onni' },
      ],
    })
    expect(await server.alerts()).toEqual([])
  })

  test('is booked to whose it is with its own time, and judged', async () => {
    const reading = uncertain()
    await server.send(reading)
    server.now += 60 * MINUTE
    expect(await belongs(await only(), 'onni')).toEqual({ done: true })
    expect([await values('helvi'), await values('onni')]).toEqual([[], [[140]]])
    expect(await server.alerts('onni')).toMatchObject([{ occurredAt: reading.at, status: 'open' }])
    expect(await only()).toMatchObject({ status: 'done', outcome: 'booked', owner: aino })
  })

  test('is theirs whose device it is, after all', async () => {
    await server.send(uncertain())
    expect(await belongs(await only(), 'helvi')).toEqual({ done: true })
    expect(await values('helvi')).toEqual([[140]])
    expect((await tasks()).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'measure-again open',
      'person-uncertain done',
    ])
  })

  test('is nobody’s, and stays away when the meter sends it again', async () => {
    const reading = uncertain()
    await server.send(reading)
    expect(await belongs(await only(), null)).toEqual({ done: true })
    await server.send({ ...reading, id: newUlid(NOW) })
    expect([await values('helvi'), await values('onni')]).toEqual([[], []])
    expect(await only()).toMatchObject({ status: 'done', outcome: 'nobodys' })
  })

  test('is booked once: the second of two nurses is told who was first, and nothing is put away undecided', async () => {
    await server.send(uncertain())
    const task = await only()
    expect(await handle(task, 'done')).toEqual({ done: false, code: 'request-invalid' })
    await belongs(task, 'onni')
    expect(await belongs(task, 'helvi', bo)).toEqual({ done: false, code: 'task-already-done', by: aino })
    expect(await values('onni')).toEqual([[140]])
    expect(await belongs(task, 'nobody', bo)).toMatchObject({ done: false })
  })

  test('does not fill the list, however many there are', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ ...uncertain(), at: isoTime(NOW - index * 1_000) }))
    await server.send(...many)
    expect(await tasks()).toHaveLength(30)
    expect(await values('helvi')).toHaveLength(100)
  })
})
