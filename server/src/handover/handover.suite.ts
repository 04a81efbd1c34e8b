import { isoTime } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'
import { taskStore } from '../tasks/store.ts'
import { workStore } from '../worklist/store.ts'
import type { GivenLine, HandoverCommand } from './command.ts'

const NOW = Date.parse('2026-11-26T05:00:00.000Z')
const aino = { id: 'aino', name: 'Aino' }
const bo = { id: 'bo', name: 'Bo' }
const cai = { id: 'cai', name: 'Cai' }

let server: ExampleCommits
beforeEach(async () => {
  server = await ExampleCommits.open(NOW)
})
afterEach(() => server.close())

type Step<Name extends HandoverCommand['step']> = Extract<HandoverCommand, { step: Name }>
async function give(lines: GivenLine[], by = aino): Promise<string> {
  const result = await server.run({ type: 'handover', step: 'give', by, to: bo, lines })
  return (result as { created: string }).created
}
const receive = (handover: string, lines: number[], by = bo) =>
  server.run({ type: 'handover', step: 'receive', by, handover, lines } satisfies Step<'receive'> & {
    type: 'handover'
  })
const states = async (handover: string) =>
  (
    await server.database.query.selectFrom('handover_line').select('state').where('handover', '=', handover).execute()
  ).map(({ state }) => state)

/** Aino has an alert of Helvi's and has promised her a call. */
async function having(): Promise<{ alert: string; work: string; lines: GivenLine[] }> {
  await server.send(exampleReading('oxygen-saturation', 80, server.now))
  const [alert] = await server.alerts()
  const id = alert?.id as string
  await server.run({ type: 'alert', alert: id, action: { type: 'acknowledge', by: aino } })
  const due = isoTime(NOW + 3_600_000)
  const item = { kind: 'call-back', key: null, patient: 'helvi', area: null, priority: 'low', due } as const
  const made = await server.run({
    type: 'worklist',
    change: 'call-back',
    by: aino,
    item: { ...item, about: { text: 'Soitto' }, owner: aino },
  })
  const work = (made as { created: string }).created
  const lines: GivenLine[] = [
    { kind: 'alert', ref: id, patient: 'helvi' },
    { kind: 'work', ref: work, patient: 'helvi' },
    { kind: 'worry', ref: null, patient: null, text: 'Hissi on rikki Lehtikadulla' },
  ]
  return { alert: id, work, lines }
}
const ownerOf = async (alert: string) => (await server.alerts()).find(({ id }) => id === alert)?.owner
const workOwner = async (id: string) => (await workStore(server.database.query).find(id))?.owner

test('nothing changes its owner by being given; what is received is the receiver’s, what is not stays where it was', async () => {
  const { alert, work, lines } = await having()
  const handover = await give(lines)
  expect([await ownerOf(alert), await workOwner(work)]).toEqual([aino, aino])
  expect(await receive(handover, [0, 2])).toMatchObject({ done: true, count: 2 })
  expect([await ownerOf(alert), await workOwner(work)]).toEqual([bo, aino])
  expect(await states(handover)).toEqual(['received', 'offered', 'received'])
  const [after] = await server.alerts()
  expect(after?.history.at(-1)).toMatchObject({ event: 'assigned', by: aino, to: bo })
  expect(await receive(handover, [1])).toMatchObject({ count: 1 })
  expect(await workOwner(work)).toEqual(bo)
  expect(await receive(handover, [1])).toEqual({ done: false, code: 'handover-closed' })
})

test('a task that somebody has is handed over like the rest, and is its receiver’s only then', async () => {
  const tasks = taskStore(server.database.query)
  const task = await tasks.create({ kind: 'ask-person', patient: 'helvi', key: null, due: null }, server.now)
  await server.run({ type: 'task', task, by: aino, action: 'claim' })
  const line: GivenLine = { kind: 'task', ref: task, patient: 'helvi' }
  const handover = await give([line])
  expect((await tasks.find(task))?.owner).toEqual(aino)
  expect(await receive(handover, [0])).toMatchObject({ count: 1 })
  expect(await tasks.find(task)).toMatchObject({ owner: bo, status: 'claimed' })
  expect((await tasks.find(task))?.history.at(-1)).toMatchObject({ event: 'handed-over', by: aino, to: bo })
  const ended = await give([line], bo)
  await server.run({ type: 'task', task, by: bo, action: 'done' })
  await receive(ended, [0], cai)
  expect(await states(ended)).toEqual(['gone'])
})

test('two who receive at once have each thing once, and whoever leaves receives nothing from herself', async () => {
  const { alert, lines } = await having()
  const handover = await give(lines)
  expect(await receive(handover, [0], aino)).toEqual({ done: false, code: 'not-allowed' })
  expect(await receive(handover, [0], bo)).toMatchObject({ count: 1 })
  expect(await receive(handover, [0], cai)).toMatchObject({ count: 0 })
  expect(await ownerOf(alert)).toEqual(bo)
})

test('what has been given back or resolved before it was received is gone, and nobody’s by it', async () => {
  const { alert, work, lines } = await having()
  const handover = await give(lines)
  await server.run({ type: 'alert', alert, action: { type: 'hand-back', by: aino } })
  await server.run({
    type: 'worklist',
    change: 'step',
    item: work,
    action: { type: 'done', by: aino, outcome: 'reached' },
  })
  await receive(handover, [0, 1])
  expect(await states(handover)).toEqual(['gone', 'gone', 'offered'])
  expect(await ownerOf(alert)).toBe(null)
})

test('whoever stays after all takes it back, and nobody can receive it any more', async () => {
  const { alert, lines } = await having()
  const handover = await give(lines)
  expect(await server.run({ type: 'handover', step: 'withdraw', by: bo, handover })).toMatchObject({ done: false })
  expect(await server.run({ type: 'handover', step: 'withdraw', by: aino, handover })).toEqual({ done: true })
  expect(await receive(handover, [0])).toEqual({ done: false, code: 'handover-closed' })
  expect(await states(handover)).toEqual(['kept', 'kept', 'kept'])
  expect(await ownerOf(alert)).toEqual(aino)
})

test('each person whom it concerns has it in the access log', async () => {
  const { lines } = await having()
  await receive(await give(lines), [0, 1, 2])
  const log = await server.database.query
    .selectFrom('access_log')
    .select(['staff', 'patient', 'action'])
    .where('action', 'like', 'handover%')
    .execute()
  expect(log.map((entry) => Object.values(entry).join(' '))).toEqual([
    'aino helvi handover-given',
    'bo helvi handover-received',
  ])
})
