import { isoTime, type WorkEntry } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'
import { Board } from '../realtime/board.ts'
import { taskReader } from '../tasks/reader.ts'
import { technicalAlertReader } from '../technical/reader.ts'
import type { WorklistChange } from './commands.ts'
import { REVIEW_EVERY_MS, reviewsDue, technicalWork } from './found.ts'
import { LONG_OVERDUE_MS } from './promises.ts'
import { workReader } from './reader.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
const MINUTE = 60_000
const aino = { id: 'aino', name: 'Aino' }
const bo = { id: 'bo', name: 'Bo' }
const everybody = { id: 'aino', role: 'nurse', sees: () => true } as const

let server: ExampleCommits
beforeEach(async () => {
  server = await ExampleCommits.open(NOW)
  const { query } = server.database
  for (const { id, name } of [aino, bo]) {
    const account = { id, username: id, name, role: 'nurse', password_hash: '', created_at: 0 }
    await query
      .insertInto('staff')
      .values(account as never)
      .execute()
    await query.insertInto('staff_area').values({ staff: id, area: '*' }).execute()
  }
})
afterEach(() => server.close())

const change = (wanted: WorklistChange) => server.run({ type: 'worklist', ...wanted })
async function promise(minutes: number, patient = 'helvi'): Promise<string> {
  const about = { text: 'Reseptin uusinta' }
  const due = isoTime(server.now + minutes * MINUTE)
  const item = { kind: 'call-back', key: null, patient, area: null, priority: 'low', due, about } as const
  const made = await change({ change: 'call-back', by: aino, item })
  if (!made.done) throw new Error(made.code)
  return made.created as string
}
const step = (item: string, action: Extract<WorklistChange, { change: 'step' }>['action']) =>
  change({ change: 'step', item, action })
async function queue(asker: Parameters<ReturnType<typeof workReader>['queue']>[0] = everybody): Promise<WorkEntry[]> {
  const { query } = server.database
  const alerts = [...(await server.alerts('helvi')), ...(await server.alerts('onni'))]
  const quarantine = { count: async () => 0 }
  const reader = workReader({
    technical: technicalAlertReader(query),
    query,
    board: new Board(alerts),
    tasks: taskReader(query),
    quarantine,
  })
  return reader.queue(asker, server.now)
}
const pass = async (minutes: number) => {
  server.now += minutes * MINUTE
  await change({ change: 'promises-due' })
}

describe('a promised call', () => {
  test('is in the queue of every nurse, and had by one of two who take it at once', async () => {
    const id = await promise(60)
    expect(await queue()).toMatchObject([{ id, kind: 'call-back', owner: null, about: { text: 'Reseptin uusinta' } }])
    expect(await step(id, { type: 'claim', by: aino, version: 1 })).toEqual({ done: true })
    expect(await step(id, { type: 'claim', by: bo, version: 1 })).toEqual({
      done: false,
      code: 'task-already-taken',
      by: aino,
    })
    expect(await step(id, { type: 'done', by: aino, outcome: 'reached' })).toEqual({ done: true })
    expect(await queue()).toEqual([])
    const log = await server.database.query.selectFrom('access_log').select(['staff', 'patient', 'action']).execute()
    expect(log.map((entry) => Object.values(entry).join(' '))).toEqual([
      'aino helvi call-back-promised',
      'aino helvi work-claim',
      'aino helvi work-done',
    ])
  })

  test('is an alert from its moment on and not before, gets worse after half an hour, and tells each once', async () => {
    const id = await promise(60)
    await pass(59)
    expect(await server.alerts()).toEqual([])
    await pass(1)
    await pass(0)
    expect(await server.alerts()).toMatchObject([
      { rule: 'promise-overdue', priority: 'low', status: 'open', version: 1, basis: [{ item: id }] },
    ])
    await pass(LONG_OVERDUE_MS / MINUTE - 1)
    expect(await server.alerts()).toMatchObject([{ priority: 'low' }])
    await pass(1)
    await pass(60)
    expect(await server.alerts()).toMatchObject([{ priority: 'medium', version: 2 }])
    expect((await queue()).map(({ kind }) => kind)).toEqual(['alert', 'call-back'])
  })

  test('that was kept late ends what its alert says, but not while another to the same person is broken', async () => {
    const [first, second] = [await promise(10), await promise(10)]
    await pass(11)
    await step(first, { type: 'done', by: aino, outcome: 'reached' })
    expect(await server.alerts()).toMatchObject([{ stillTrue: true }])
    await step(second, { type: 'postpone', by: bo, due: isoTime(server.now + 30 * MINUTE) })
    expect(await server.alerts()).toMatchObject([{ stillTrue: false, status: 'open' }])
    await pass(31)
    expect(await server.alerts()).toMatchObject([{ stillTrue: true }])
  })

  test('cannot be made for a time that is over', async () => {
    await expect(promise(0)).rejects.toThrow('promise-in-past')
  })
})

describe('the queue', () => {
  test('is of all that is unfinished, what harms first first, and of those whom one sees', async () => {
    await promise(600)
    const soon = await promise(10, 'onni')
    await server.send(exampleReading('oxygen-saturation', 80, server.now))
    const entries = await queue()
    expect(entries.map(({ kind }) => kind)).toEqual(['alert', 'call-back', 'call-back'])
    expect(entries[1]?.id).toBe(soon)
    const onlyOnni = { ...everybody, sees: (patient: string) => patient === 'onni' }
    expect((await queue(onlyOnni)).map(({ id }) => id)).toEqual([soon])
    expect(await queue({ ...everybody, role: 'technician' })).toEqual([])
    expect(await queue({ ...everybody, role: 'auditor' })).toEqual([])
  })
})

describe('word from another service', () => {
  const told = (id: string, signature: string) =>
    change({
      change: 'trigger',
      source: 'src',
      name: 'Hätäkeskus',
      signature: Buffer.from(signature),
      trigger: { id, code: 'emergency-visit', at: isoTime(NOW), patient: 'helvi' },
    })
  beforeEach(() =>
    change({ change: 'source-made', id: 'src', name: 'Hätäkeskus', areas: 'every', secret: 'x', by: aino }),
  )

  test('is one item with its own time to be seen to; the same message is refused, the same event adds nothing', async () => {
    const first = await told('1', 'a')
    expect(first).toMatchObject({ done: true, count: 1 })
    expect(await told('1', 'a')).toEqual({ done: false, code: 'trigger-repeated' })
    expect(await told('1', 'b')).toMatchObject({
      done: true,
      count: 0,
      created: (first as { created: string }).created,
    })
    expect(await queue()).toMatchObject([{ kind: 'trigger', priority: 'medium', due: isoTime(NOW + 60 * MINUTE) }])
  })

  test('that nobody has seen to in time is an alert', async () => {
    await told('1', 'a')
    await pass(61)
    expect(await server.alerts()).toMatchObject([{ rule: 'promise-overdue', priority: 'medium' }])
  })
})

describe('what the house finds out by itself', () => {
  const look = async () =>
    change({ change: 'found', kinds: ['plan-review'], found: await reviewsDue(server.database.query, server.now) })

  test('a plan that nobody has touched for half a year stands in the list two weeks ahead, until it is reviewed', async () => {
    const { query } = server.database
    for (const [patient, changed_at] of [
      ['helvi', NOW - REVIEW_EVERY_MS],
      ['onni', NOW],
    ] as const) {
      const version = { patient, version: 1, valid_from: 0, layers: '{}', plan: '{}', change: 'saved', reason: '' }
      await query
        .insertInto('plan_version')
        .values({ ...version, changed_at } as never)
        .execute()
    }
    await look()
    await look()
    const [entry, ...others] = await queue()
    expect(entry).toMatchObject({ kind: 'plan-review', patient: { id: 'helvi' } })
    expect(others).toEqual([])
    await step(entry?.id as string, { type: 'done', by: aino, outcome: 'reviewed' })
    server.now += 30 * 24 * 60 * MINUTE
    await look()
    expect(await queue()).toEqual([])
  })

  test('a gateway that has been away for half an hour is the technician’s, and nobody’s any more when it is back', async () => {
    let online = false
    const presence = { isOnline: () => online, lastHeard: () => NOW, stateOf: () => undefined }
    const homes = async () => [{ gateway: 'g1' }]
    const technical = async (started = 0) => {
      const found = await technicalWork({ query: server.database.query, presence, homes }, server.now, started)
      await change({ change: 'found', kinds: ['technical'], found })
      return queue({ id: 'tero', role: 'technician', sees: () => false })
    }
    server.now += 30 * MINUTE
    expect(await technical()).toEqual([])
    server.now += 1
    expect(await technical(server.now)).toEqual([])
    expect(await technical()).toMatchObject([
      { kind: 'technical', patient: null, about: { code: 'gateway-offline', gateway: 'g1' } },
    ])
    online = true
    expect(await technical()).toEqual([])
  })
})

describe('all well, seen', () => {
  const seen = (patients: string[]) =>
    change({ change: 'green-seen', by: aino, patients, undoUntil: server.now + 15 * MINUTE })

  test('marks those who are well at that moment and leaves out whoever is not any more', async () => {
    await promise(60)
    const marked = await seen(['helvi', 'onni'])
    expect(marked).toMatchObject({ done: true, count: 1 })
    const rows = await server.database.query.selectFrom('green_seen_patient').select('patient').execute()
    expect(rows).toEqual([{ patient: 'onni' }])
  })

  test('is taken back by whoever said it, until its time, and by nobody else', async () => {
    const undo = (seenId: string, by = aino) => change({ change: 'green-undone', by, seen: seenId })
    const [first, second] = [await seen(['onni']), await seen(['onni'])].map(
      (result) => (result as { created: string }).created,
    ) as [string, string]
    expect(await undo(first, bo)).toEqual({ done: false, code: 'not-found' })
    server.now += 15 * MINUTE
    expect(await undo(first)).toMatchObject({ done: true, count: 1 })
    server.now += 1
    expect(await undo(second)).toEqual({ done: false, code: 'undo-too-late' })
  })
})
