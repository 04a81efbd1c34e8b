import { planSchema } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'

const MINUTE = 60_000
const start = Date.parse('2026-11-21T08:00:00.000Z')

let world: ExampleCommits
beforeEach(async () => {
  world = await ExampleCommits.open(start)
})
afterEach(() => world.close())

/** By a plan that sees a pulse above 100 as medium and above 130 as high; it counts as back from 97 on. */
async function plan(seen: number, autoClear: object): Promise<void> {
  const saved = await world.run({
    type: 'plan-saved',
    patient: 'helvi',
    by: { id: 'aino', name: 'Aino' },
    seen,
    reason: 'Agreed',
    change: 'edited',
    templates: [],
    plan: planSchema.parse({
      news2: { enabled: false },
      limits: [{ kind: 'heart-rate', yellow: { high: 100 }, red: { high: 130 } }],
      autoClear,
    }),
  })
  expect(saved).toMatchObject({ done: true })
}
const ON = { enabled: true, afterMinutes: 30 }

async function pulse(value: number, minute: number): Promise<void> {
  world.now = start + minute * MINUTE
  await world.send(exampleReading('heart-rate', value, world.now))
}
async function wait(minute: number): Promise<void> {
  world.now = start + minute * MINUTE
  await world.run({ type: 'climb' })
}
const told = async () => (await world.alerts()).map(({ status, stillTrue }) => [status, stillTrue])

test.each([
  [98, 'open', true],
  [97, 'resolved', false],
  [96, 'resolved', false],
] as const)('a value of %d after one above the limit: %s half an hour later', async (value, status, stillTrue) => {
  await plan(0, ON)
  await pulse(110, 1)
  await pulse(value, 10)
  await wait(39)
  expect(await told()).toEqual([['open', stillTrue]])
  await wait(40)
  expect(await told()).toEqual([[status, stillTrue]])
  expect((await world.alerts())[0]?.climb === undefined).toBe(status === 'resolved')
})

test('it ends over a restart in between, overdue at once, and nobody is called for it any more', async () => {
  await plan(0, ON)
  await pulse(110, 1)
  await pulse(90, 10)
  world.restart()
  await wait(55)
  const [alert] = await world.alerts()
  expect(alert).toMatchObject({ status: 'resolved', owner: null })
  expect(alert?.history.at(-1)).toMatchObject({ event: 'resolved', outcome: 'cleared' })
  const version = alert?.version
  await wait(600)
  expect((await world.alerts())[0]?.version).toBe(version)
  expect(await world.database.query.selectFrom('escalation').selectAll().execute()).toEqual([])

  await pulse(110, 700)
  expect(await told()).toEqual([
    ['resolved', false],
    ['open', true],
  ])
})

test('without a word of the plan, and beyond the danger limit with one, it stays until somebody has seen to it', async () => {
  await plan(0, { enabled: false })
  await pulse(110, 1)
  await pulse(90, 10)
  await wait(300)
  expect(await told()).toEqual([['open', false]])
  await plan(1, ON)
  await pulse(140, 310)
  await pulse(90, 320)
  await wait(900)
  expect(await told()).toEqual([['open', false]])
})

test('a plan that is changed meanwhile is the one that counts, and the alert climbs on', async () => {
  await plan(0, ON)
  await pulse(110, 1)
  await pulse(90, 10)
  await plan(1, { enabled: false })
  await wait(45)
  const [alert] = await world.alerts()
  expect(alert).toMatchObject({ status: 'open', stillTrue: false })
  expect(alert?.climb?.due).not.toBeNull()
  expect(alert).not.toHaveProperty('clearsAt')
})

test('while it waits for its end it climbs as any other', async () => {
  await plan(0, ON)
  await pulse(110, 1)
  await pulse(90, 2)
  const before = (await world.alerts())[0]
  expect(before?.climb).toMatchObject({ status: 'unanswered', nobody: true })
  await wait(5)
  const { climb } = (await world.alerts())[0] ?? {}
  expect(Date.parse(climb?.due ?? '')).toBeGreaterThan(world.now)
})

test('what ended by itself is opened again by somebody, who has it; not beside an alert of the same problem that came since', async () => {
  const aino = { id: 'aino', name: 'Aino' }
  const reopen = (alert: string) => world.run({ type: 'alert', alert, action: { type: 'reopen', by: aino } })
  await plan(0, ON)
  await pulse(110, 1)
  await pulse(90, 10)
  await wait(40)
  const [ended] = await world.alerts()
  expect(ended?.status).toBe('resolved')
  expect(await reopen(ended?.id ?? '')).toMatchObject({ done: true, alert: { status: 'acknowledged', owner: aino } })
  const calls = () => world.database.sqlite.prepare('select count(*) from alert_call').pluck().get()
  const called = calls()
  world.restart()
  await wait(600)
  expect([await told(), calls()]).toEqual([[['acknowledged', false]], called])
  const logged = world.database.sqlite.prepare("select count(*) from access_log where action = 'alert-reopen'")
  expect(logged.pluck().get()).toBe(1)

  const resolve = { type: 'resolve', by: aino, outcome: 'phone' } as const
  await world.run({ type: 'alert', alert: ended?.id ?? '', action: resolve })
  await pulse(110, 700)
  await pulse(90, 710)
  await wait(740)
  await pulse(110, 750)
  const [, second, third] = await world.alerts()
  expect([second?.status, third?.status]).toEqual(['resolved', 'open'])
  expect(await reopen(second?.id ?? '')).toEqual({ done: false, code: 'alert-raised-anew' })
})
