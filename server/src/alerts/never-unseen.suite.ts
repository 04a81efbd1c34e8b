import { type Actor, type Alert, escalationSchema, type Milliseconds, newUlid, policySchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AlertAction } from '../commit/commands.ts'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'

const NOW: Milliseconds = Date.UTC(2026, 10, 21, 8)
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const RUNS = 25
/** How long a step waits; and how long an owner may have an alert. */
const STEP = 60_000
const HOLD = 20 * MINUTE
/** The longest that an open alert waits for anything: the pause after the whole chain. */
const LONGEST = 5 * MINUTE

const NURSES: Actor[] = ['aino', 'bo', 'cia'].map((id) => ({ id, name: id }))

let world: ExampleCommits
beforeEach(async () => {
  world = await ExampleCommits.open(NOW)
  const { sqlite } = world.database
  const staff = sqlite.prepare(
    'insert into staff(id, username, name, role, password_hash, created_at) values(?,?,?,?,?,?)',
  )
  for (const { id } of NURSES) {
    staff.run(id, id, id, 'on-call', 'x', NOW)
    sqlite.prepare("insert into staff_area values(?, '*')").run(id)
  }
  const policy = policySchema.parse({
    id: 'all',
    name: 'All',
    priorities: ['high', 'medium', 'low'],
    steps: NURSES.map(({ id }) => ({ to: [{ type: 'staff', staff: id }], waitSeconds: STEP / 1_000 })),
    holdSeconds: HOLD / 1_000,
  })
  sqlite
    .prepare('insert into escalation_policy(id, body, changed_at) values(?,?,?)')
    .run(policy.id, JSON.stringify(policy), NOW)
  sqlite.prepare('update on_call_version set version = version + 1').run()
})
afterEach(() => world.close())

const unresolved = async (): Promise<Alert[]> => (await world.alerts()).filter(({ status }) => status !== 'resolved')

/** What the database says of every unresolved alert, looked at after each thing that happens. */
async function nobodyIsForgotten(): Promise<void> {
  const rows = await world.database.query.selectFrom('escalation').selectAll().execute()
  const chains = new Map(
    rows.map((row) => [row.alert, { ...escalationSchema.parse(JSON.parse(row.body)), index: row.due }]),
  )
  const open = await unresolved()
  expect([...chains.keys()].sort()).toEqual(open.map(({ id }) => id).sort())
  for (const alert of open) {
    const chain = chains.get(alert.id)
    expect(chain?.index, `${alert.status} alert has a timer`).not.toBeNull()
    expect(alert.climb?.status).toBe(chain?.status)
    // One who was called says that she cannot: the next one is called sooner than was said.
    expect(Date.parse(alert.climb?.due ?? '')).toBeGreaterThanOrEqual(Date.parse(chain?.due ?? ''))
    if (alert.status === 'open') {
      expect(alert.owner).toBeNull()
      expect(['climbing', 'unanswered']).toContain(chain?.status)
    } else {
      expect(alert.owner).not.toBeNull()
      expect(chain?.status).toBe('taken')
    }
  }
}

type Deed =
  | { does: 'pulse'; value: number }
  | { does: 'sos' }
  | { does: 'act'; by: number; type: AlertAction['type']; behind: number | undefined; to: number }
  | { does: 'wait'; minutes: number }
  | { does: 'restart' }

async function act({ by, type, behind, to }: Extract<Deed, { does: 'act' }>): Promise<void> {
  for (const { id, version } of await unresolved()) {
    const person = NURSES[by] as Actor
    const seen = behind === undefined ? {} : { version: Math.max(1, version - behind) }
    const more: Partial<Record<AlertAction['type'], object>> = {
      assign: { to: NURSES[to]?.id },
      snooze: { minutes: 10, reason: 'Asleep.' },
      note: { text: 'A word.' },
      answer: { goes: to === 0 },
      resolve: { outcome: 'phone' },
    }
    await world.run({ type: 'alert', alert: id, action: { by: person, type, ...seen, ...more[type] } as AlertAction })
  }
}

async function happens(deed: Deed): Promise<void> {
  switch (deed.does) {
    case 'pulse':
      return world.send(exampleReading('heart-rate', deed.value, world.now))
    case 'sos':
      return world.send({
        ...exampleReading('heart-rate', 60, world.now),
        type: 'event',
        kind: 'sos-pressed',
        id: newUlid(world.now),
      })
    case 'act':
      return act(deed)
    case 'wait':
      world.now += deed.minutes * MINUTE
      await world.run({ type: 'climb' })
      return
    case 'restart':
      world.restart()
      await world.run({ type: 'climb' })
  }
}

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<Deed>(...[70, 135, 60, 120].map((value) => ({ does: 'pulse', value }) as const)),
  },
  { weight: 1, arbitrary: fc.constant<Deed>({ does: 'sos' }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('act' as const),
      by: fc.nat(2),
      to: fc.nat(2),
      type: fc.constantFrom<AlertAction['type']>(
        'acknowledge',
        'assign',
        'hand-back',
        'snooze',
        'note',
        'answer',
        'resolve',
      ),
      behind: fc.option(fc.nat(3), { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(-300, -5, 0, 0.5, 1, 2, 6, 11, 21, 300)
      .map((minutes): Deed => ({ does: 'wait', minutes })),
  },
  { weight: 2, arbitrary: fc.constant<Deed>({ does: 'restart' }) },
)

test('whatever is found, done, forgotten and restarted, and however the clock is set: no alert is open without a timer, and none is called twice for a step', async () => {
  let calledOnce = 0
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
      // Another week, and nothing left of the one before.
      world.now = NOW + ++run * 7 * DAY
      await act({ does: 'act', by: 0, type: 'resolve', behind: undefined, to: 0 })
      await happens({ does: 'pulse', value: 135 })
      for (const each of deeds) {
        await happens(each)
        await nobodyIsForgotten()
      }
      // Each that is open goes on within the longest wait, and whoever has one loses it in the end.
      const before = await unresolved()
      await happens({ does: 'wait', minutes: (LONGEST + HOLD) / MINUTE })
      await nobodyIsForgotten()
      for (const { id, version } of before) {
        expect((await world.alerts()).find((alert) => alert.id === id)?.version).toBeGreaterThan(version)
      }
      for (const { id, history } of await world.alerts()) {
        const said = history.reduce((sum, { event, count = 0 }) => sum + (event === 'called' ? count : 0), 0)
        const rows = world.database.sqlite.prepare('select count(*) from alert_call where alert = ?').pluck().get(id)
        if (history.length < 100) expect(said).toBe(rows)
        calledOnce += said
      }
    }),
    { numRuns: RUNS, examples: [[[{ does: 'wait', minutes: -300 }]]] },
  )
  expect(run).toBeGreaterThanOrEqual(RUNS)
  expect(calledOnce).toBeGreaterThan(RUNS)
}, 120_000)
