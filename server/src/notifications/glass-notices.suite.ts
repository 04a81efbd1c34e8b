import type { Role } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExampleCommits } from '../commit/example-commits.ts'
import type { ClaimedMessage } from './command.ts'
import { RUNG_WAIT } from './message.ts'

/** Two in the morning in Finland. */
const NIGHT = Date.parse('2026-11-26T00:00:00.000Z')
const HOUR = 3_600_000

let commits: ExampleCommits
beforeEach(async () => {
  commits = await ExampleCommits.open(NIGHT)
  commits.database.sqlite.exec("insert into area(id, name) values('south', 'South')")
  for (const id of ['aino', 'bo']) await staff(id, 'nurse', ['south'], [])
})
afterEach(() => commits.close())

async function staff(id: string, role: Role, areas: string[], channels: string[] = ['email']): Promise<void> {
  const account = { id, username: id, name: id, role, issuer: null, subject: null }
  const change = { type: 'account-added', account: { ...account, passwordHash: '', areas }, at: NIGHT } as const
  await commits.run({ type: 'identity', change })
  for (const channel of channels) {
    const quiet = { from: '22:00', until: '07:00' }
    const added = {
      staff: id,
      channel,
      address: `${channel}-${id}`,
      label: id,
      language: 'fi',
      keys: null,
      quiet,
    } as const
    await commits.run({ type: 'messages', action: 'contact-added', contact: added })
  }
}
const breakGlass = (by = 'aino') => {
  const change = {
    change: 'break-glass',
    patient: 'helvi',
    reason: 'Found on the street',
    until: NIGHT + 4 * HOUR,
  } as const
  return commits.run({ type: 'rights', by: { id: by, name: by }, ground: 'break-glass', change })
}
async function claim(): Promise<ClaimedMessage[]> {
  const result = await commits.run({ type: 'messages', action: 'claim', underWay: [] })
  return result.done ? (result.messages ?? []) : []
}
const written = () =>
  commits.database.query
    .selectFrom('message')
    .select(['person', 'channel', 'status', 'code'])
    .orderBy('person')
    .orderBy('rank')
    .execute()

test('whoever may review an opening is told, in the transaction that opens it, and nobody else', async () => {
  await staff('auditor', 'auditor', [])
  await staff('here', 'coordinator', ['default'])
  await staff('everywhere', 'coordinator', ['*'])
  await staff('elsewhere', 'coordinator', ['south'])
  await staff('tech', 'technician', ['*'])
  expect(await breakGlass()).toMatchObject({ done: true })
  expect((await written()).map(({ person }) => person)).toEqual(['auditor', 'everywhere', 'here'])
  commits.restart()
  const claimed = await claim()
  expect(claimed.map(({ purpose, priority }) => [purpose, priority])).toEqual(Array(3).fill(['glass', 'low']))
  // The client is not in it, nor who looked, nor why.
  expect(JSON.stringify(claimed)).not.toMatch(/helvi|aino|street/i)
})

test('a coordinator who opens somebody’s data is not the one who is told', async () => {
  await staff('here', 'coordinator', ['default'])
  await breakGlass('here')
  expect(await written()).toEqual([])
})

test('at night a browser stays silent and a letter is written; no telephone rings and no text message is sent', async () => {
  await staff('auditor', 'auditor', [], ['voice', 'sms', 'email', 'push'])
  await breakGlass()
  expect((await written()).map(({ channel }) => channel)).toEqual(['push', 'email'])
  expect(await claim()).toEqual([])
  expect((await written())[0]).toMatchObject({ channel: 'push', status: 'expired', code: 'quiet-hours' })
  commits.now += RUNG_WAIT.low
  expect((await claim()).map(({ channel }) => channel)).toEqual(['email'])
})

test('an opening that is told on one way is not told on the next one', async () => {
  commits.now = NIGHT + 10 * HOUR
  await staff('auditor', 'auditor', [], ['push', 'email'])
  await breakGlass()
  await breakGlass('bo')
  const pushed = await claim()
  expect(pushed.map(({ channel }) => channel)).toEqual(['push', 'push'])
  const [first] = pushed as [ClaimedMessage]
  const { id: message, attempt } = first
  const accepted = { action: 'outcome', message, attempt, outcome: { accepted: true }, receipts: true } as const
  await commits.run({ type: 'messages', ...accepted })
  await commits.run({ type: 'messages', action: 'receipt', channel: 'push', message, delivered: true })
  const letters = (await written()).filter(({ channel }) => channel === 'email')
  expect(new Set(letters.map(({ code }) => code))).toEqual(new Set([null, 'told-otherwise']))
  expect(letters).toHaveLength(2)
})
