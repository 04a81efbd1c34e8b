import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CommandResultMessage, manualClock } from '@kotisilta/contract'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore, type Store } from '../store/store.ts'
import { type CommandPorts, homeCommands, type Outcome } from './commands.ts'
import { commandLedgerIn } from './ledger.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
const clock = manualClock(NOW)
const idOf = (number: number) => `01JD7Z4QK2W3E5R6T7Y8V9${String(number).padStart(4, '0')}`
const command = (number: number) => ({
  id: idOf(number),
  command: 'locate',
  args: { device: 'mqtt:robot' },
  expires: '2026-11-26T09:00:00.000Z',
})

let folder: string
let store: Store
let told: CommandResultMessage[]
let done: number
let notUnderstood: unknown[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-commands-'))
  store = openStore(join(folder, 'gateway.sqlite'), NOW)
  told = []
  done = 0
  notUnderstood = []
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const located: Outcome = { status: 'done', code: 'located' }
const commands = (more: Partial<CommandPorts> = {}) =>
  homeCommands({
    ledger: commandLedgerIn(store, () => {}),
    clock,
    log: pino({ level: 'silent' }),
    publish: (result) => told.push(result),
    notUnderstood: (content) => notUnderstood.push(content),
    async execute() {
      done += 1
      return located
    },
    ...more,
  })

it('a command that comes again, also after a restart, is answered the same and not done again', async () => {
  await commands()(command(1))
  store.close()
  store = openStore(join(folder, 'gateway.sqlite'), NOW)
  await commands()(command(1))
  expect(done).toBe(1)
  expect(told).toEqual([
    { id: idOf(1), ...located },
    { id: idOf(1), ...located },
  ])
})

it('one that comes again while it is being done is told that it is', async () => {
  const first = Promise.withResolvers<Outcome>()
  const run = commands({ execute: () => first.promise })
  const whole = run(command(1))
  await run(command(1))
  expect(told).toEqual([{ id: idOf(1), status: 'accepted', code: 'asking' }])
  first.resolve(located)
  await whole
  expect(told[1]).toEqual({ id: idOf(1), ...located })
})

it('one without an id cannot be answered, and is told as not understood', async () => {
  await commands()({ command: 'locate' })
  await commands()('nonsense')
  expect(notUnderstood).toEqual([{ command: 'locate' }, 'nonsense'])
  expect(told).toEqual([])
  expect(done).toBe(0)
})

it('one that goes wrong is answered, and nothing is thrown', async () => {
  await commands({ execute: () => Promise.reject(new Error('no')) })(command(1))
  expect(told).toEqual([{ id: idOf(1), status: 'failed', code: 'internal' }])
})

it('what was done is known although the disk does not take it, and the last two hundred are kept', async () => {
  const run = commands()
  store.database.pragma('query_only = ON')
  await run(command(1))
  await run(command(1))
  expect(done).toBe(1)
  store.database.pragma('query_only = OFF')
  for (let number = 2; number < 300; number++) await run(command(number))
  expect(store.database.prepare('SELECT count(*) AS count FROM command').get()).toEqual({ count: 200 })
})
