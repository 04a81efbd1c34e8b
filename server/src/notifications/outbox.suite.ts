import type { Role } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExampleCommits, exampleReading } from '../commit/example-commits.ts'
import { erasePerson } from '../people/erasure/erase.ts'
import type { ClaimedMessage } from './command.ts'
import { CONTACTS_MOST } from './contact-store.ts'
import { RUNG_WAIT } from './message.ts'

const NOW = Date.parse('2026-11-26T09:00:00.000Z')
const MINUTE = 60_000

let commits: ExampleCommits
beforeEach(async () => {
  commits = await ExampleCommits.open(NOW)
  await staff('aino', 'on-call')
})
afterEach(() => commits.close())

async function staff(id: string, role: Role): Promise<void> {
  const account = { id, username: id, name: id, role, issuer: null, subject: null }
  const change = { type: 'account-added', account: { ...account, passwordHash: '', areas: ['*'] }, at: NOW } as const
  await commits.run({ type: 'identity', change })
}
async function contact(
  channel: string,
  more: { staff?: string; address?: string; quiet?: { from: string; until: string } } = {},
) {
  const { staff: whose = 'aino', address = `${channel}-of-${whose}`, quiet = null } = more
  const added = { staff: whose, channel, address, label: address, language: 'fi', keys: null, quiet } as const
  return commits.run({ type: 'messages', action: 'contact-added', contact: added })
}
async function claim(underWay: string[] = []): Promise<ClaimedMessage[]> {
  const result = await commits.run({ type: 'messages', action: 'claim', underWay })
  return result.done ? (result.messages ?? []) : []
}
const outcome = (message: ClaimedMessage | undefined, accepted: boolean) =>
  commits.run({
    type: 'messages',
    action: 'outcome',
    message: message?.id as string,
    attempt: message?.attempt as number,
    outcome: accepted ? { accepted } : { accepted, code: 'server-error', again: true },
    receipts: true,
  })
const rows = () =>
  commits.database.query
    .selectFrom('message')
    .select(['channel', 'status', 'code', 'due', 'person'])
    .orderBy('rank')
    .execute()

const sos = () => commits.send({ ...event('sos-pressed') })
const event = (kind: string) => {
  const {
    value: _value,
    unit: _unit,
    kind: _kind,
    quality: _quality,
    type: _type,
    ...rest
  } = exampleReading('body-weight', 72, commits.now)
  return { ...rest, type: 'event', kind }
}
/** A heart rate that a medium alert is made of. */
const medium = () => commits.send(event('dispenser-fault'))

test('whoever is called has a message for each of their ways, in order, on disk with the call', async () => {
  await contact('email')
  await contact('sms')
  await sos()
  expect(await rows()).toEqual([
    { channel: 'sms', status: 'queued', code: null, due: NOW, person: 'aino' },
    { channel: 'email', status: 'queued', code: null, due: NOW + RUNG_WAIT.high, person: 'aino' },
  ])
  const calls = await commits.database.query.selectFrom('alert_call').selectAll().execute()
  expect(calls.map(({ person }) => person)).toEqual(['aino'])
})

test('the same step is told once on each way, however often time passes and the process restarts', async () => {
  await contact('sms')
  await sos()
  commits.restart()
  await commits.run({ type: 'climb' })
  await commits.run({ type: 'climb' })
  expect(await rows()).toHaveLength(1)
})

test('a message that was handed out and of which nothing was heard is handed out again under its number', async () => {
  await contact('sms')
  await sos()
  const [first] = await claim()
  expect(await claim()).toEqual([])
  commits.restart()
  commits.now += 5 * MINUTE
  const again = (await claim()).find(({ id }) => id === first?.id)
  expect(again).toMatchObject({ id: first?.id, attempt: 2 })
})

test('what the process still holds is not handed out again', async () => {
  await contact('sms')
  await sos()
  const [first] = await claim()
  commits.now += 5 * MINUTE
  expect(await claim([first?.id as string])).toEqual([])
})

test('a failed attempt at a high alert brings the next way at once', async () => {
  await contact('sms')
  await contact('voice')
  await sos()
  const [sms] = await claim()
  await outcome(sms, false)
  expect((await claim()).map(({ channel }) => channel)).toEqual(['voice'])
})

test('quiet hours turn a medium alert to the next way, and a high one not', async () => {
  await contact('sms', { quiet: { from: '00:00', until: '00:00' } })
  await contact('email')
  await medium()
  expect(await claim()).toEqual([])
  expect((await claim()).map(({ channel }) => channel)).toEqual(['email'])
  expect((await rows())[0]).toMatchObject({ channel: 'sms', status: 'expired', code: 'quiet-hours' })
  await sos()
  expect((await claim()).map(({ channel, priority }) => [channel, priority])).toEqual([['sms', 'high']])
})

test('whose screen shows a medium alert gets no message of it', async () => {
  await contact('sms')
  await medium()
  const [alert] = await commits.alerts()
  const seen = { alert: alert?.id as string, version: alert?.version as number, screen: 's', staff: 'aino' }
  await commits.run({ type: 'delivered', deliveries: [seen] })
  expect(await claim()).toEqual([])
  expect((await rows())[0]).toMatchObject({ status: 'expired', code: 'on-screen' })
})

test('many messages in a short time are too many, but for a high alert', async () => {
  for (let index = 0; index < CONTACTS_MOST; index++) await contact('sms', { address: `sms-${index}` })
  for (let index = 0; index < 2; index++) {
    await commits.run({ type: 'messages', action: 'test', staff: 'aino', contact: null, purpose: 'test' })
    await claim()
  }
  await medium()
  expect(await claim()).toEqual([])
  expect((await rows()).filter(({ code }) => code === 'too-many').length).toBeGreaterThan(0)
  await sos()
  expect((await claim()).map(({ priority }) => priority)).toContain('high')
})

test('nobody has more ways than a person can have, and the same way twice is one', async () => {
  for (let index = 0; index < CONTACTS_MOST; index++) await contact('sms', { address: `sms-${index}` })
  expect(await contact('sms', { address: 'sms-0' })).toMatchObject({ done: true })
  expect(await contact('sms', { address: 'one more' })).toMatchObject({ done: false })
})

test('a channel that goes down is told to those who can mend it, on their other ways', async () => {
  await staff('tekla', 'technician')
  await contact('sms')
  await contact('sms', { staff: 'tekla' })
  await contact('email', { staff: 'tekla' })
  await sos()
  for (let attempt = 0; attempt < 3; attempt++) {
    const [sms] = (await claim()).filter(({ channel }) => channel === 'sms')
    await outcome(sms, false)
    commits.now += 10_000
  }
  const told = (await claim()).filter(({ purpose }) => purpose === 'channel-down')
  expect(told).toMatchObject([{ channel: 'email', about: 'sms', to: { address: 'email-of-tekla' } }])
})

test('what is to be told about duty goes out on the first way, and no telephone rings for it', async () => {
  await contact('voice')
  await contact('sms')
  await contact('email')
  const notice = {
    id: 'n1',
    key: 'k1',
    staff: 'aino',
    kind: 'comes-on',
    warning: null,
    schedule: 's',
    name: 'Yö',
    about: null,
  }
  const times = { from_at: NOW + 60 * MINUTE, until_at: NOW + 90 * MINUTE, at: NOW, seen_at: null, sent_at: null }
  await commits.database.query
    .insertInto('duty_notice')
    .values({ ...notice, ...times, priority: 'low' })
    .execute()
  const told = await claim()
  expect(told).toMatchObject([{ channel: 'sms', purpose: 'duty', priority: 'low' }])
  expect(await claim()).toEqual([])
  await outcome(told[0], true)
  await commits.run({
    type: 'messages',
    action: 'receipt',
    channel: 'sms',
    message: told[0]?.id as string,
    delivered: true,
  })
  expect((await rows()).map(({ channel, status }) => [channel, status])).toEqual([
    ['sms', 'delivered'],
    ['email', 'expired'],
  ])
})

test('a test of the way from a home calls nobody', async () => {
  await contact('sms')
  await commits.send(event('alive-test'))
  expect(await rows()).toEqual([])
})

test('a person who is erased leaves no messages behind', async () => {
  await contact('sms')
  await sos()
  await claim()
  commits.database.sqlite.exec('begin')
  await erasePerson(commits.database.query, 'helvi', 'retention', NOW)
  commits.database.sqlite.exec('commit')
  expect(await rows()).toEqual([])
  expect(await commits.database.query.selectFrom('message_attempt').selectAll().execute()).toEqual([])
})
