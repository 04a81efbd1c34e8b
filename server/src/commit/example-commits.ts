import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Alert, isoTime, type Milliseconds, newUlid, READING_KINDS, type Reading } from '@kotisilta/contract'
import { type OpenDatabase, openDatabase } from '../database/open.ts'
import { type NewHome, provision } from '../patients/provision.ts'
import type { Command, CommandResult } from './commands.ts'
import type { BatchReply } from './protocol.ts'
import { startTransactions } from './transaction.ts'

const HOME: NewHome = {
  home: 'h1',
  gateway: 'g1',
  patients: [
    { id: 'helvi', name: 'Helvi', devices: [{ device: 'ble:01', profile: 'x' }] },
    { id: 'onni', name: 'Onni', devices: [{ device: 'ble:02', profile: 'x' }] },
  ],
}

/** For tests: the committing thread's work on a database in a temporary folder, with a clock in the test's hand. */
export class ExampleCommits {
  readonly database: OpenDatabase
  now: Milliseconds
  readonly folder: string
  #commit: (request: Parameters<ReturnType<typeof startTransactions>>[0]) => Promise<BatchReply>
  #sequence = 0

  private constructor(folder: string, database: OpenDatabase, now: Milliseconds) {
    this.folder = folder
    this.database = database
    this.now = now
    this.#commit = startTransactions(database, { now: () => this.now })
  }

  static async open(now: Milliseconds, home: NewHome = HOME): Promise<ExampleCommits> {
    const folder = mkdtempSync(join(tmpdir(), 'kotisilta-commits-'))
    const database = await openDatabase(folder)
    provision(database, [home], now, 0)
    return new ExampleCommits(folder, database, now)
  }

  /** The process has gone, and begins anew with what is on disk. */
  restart(): void {
    this.#commit = startTransactions(this.database, { now: () => this.now })
  }

  /** One batch; everything in it has to be committed. */
  async #batch(payload: Uint8Array | undefined, commands: Command[]): Promise<CommandResult[]> {
    const reply = await this.#commit({
      id: ++this.#sequence,
      gateways: payload === undefined ? [] : [HOME.gateway],
      lanes: payload === undefined ? [] : ['items'],
      lengths: payload === undefined ? [] : [payload.length],
      bytes: payload ?? new Uint8Array(),
      commands,
    })
    if (!reply.committed) throw new Error(reply.message)
    return reply.results
  }

  async send(...items: unknown[]): Promise<void> {
    const message = { sent: isoTime(this.now), epoch: newUlid(0), seq: this.#sequence + 1, items }
    await this.#batch(Buffer.from(JSON.stringify(message)), [])
  }

  async run(command: Command): Promise<CommandResult> {
    const [result] = await this.#batch(undefined, [command])
    return result as CommandResult
  }

  async alerts(patient = 'helvi'): Promise<Alert[]> {
    const rows = await this.database.query.selectFrom('alert').select('body').where('patient', '=', patient).execute()
    return rows.map(({ body }) => JSON.parse(body) as Alert)
  }

  /** The running episodes as they are on disk. */
  async episodes(patient = 'helvi'): Promise<unknown> {
    const row = await this.database.query
      .selectFrom('episodes')
      .select('body')
      .where('patient', '=', patient)
      .executeTakeFirst()
    return row === undefined ? {} : JSON.parse(row.body)
  }

  async close(): Promise<void> {
    await this.database.close()
    rmSync(this.folder, { recursive: true })
  }
}

/** For tests: a reading of Helvi's device. */
export function exampleReading(
  kind: Reading['kind'],
  value: Reading['value'] | Reading['components'],
  at: Milliseconds,
  more: Partial<Reading> = {},
): Reading {
  const { unit } = READING_KINDS[kind]
  return {
    type: 'reading',
    id: newUlid(at),
    device: 'ble:01',
    kind,
    ...(typeof value === 'object' ? { components: value } : value !== undefined && { value }),
    ...(unit !== undefined && { unit }),
    at: isoTime(at),
    clock: 'gateway',
    quality: [],
    ...more,
  }
}
