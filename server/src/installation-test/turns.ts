import { type Item, type Milliseconds, naturalTime } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { ArrivedMessage } from '../commit/protocol.ts'
import { isAlarm, isOfTurn, type Turn } from './turn.ts'

interface OpenTurn extends Turn {
  readonly id: number
  readonly test: string
  readonly runsUntil: Milliseconds
  readonly gateways: ReadonlySet<string>
}

interface TurnRow {
  id: number
  test: string
  device: string
  from_at: number
  until_at: number
  first_at: number | null
  first_urgent: number | null
  runs_until: number
  home: string
}

/** Devices that are tried now, as the committing thread has them in mind; what they say is kept apart. */
export interface Turns {
  /**
   * Takes what a device says in its turn, and what it had said then and says again.
   * @returns whether it has; if not it is no test
   */
  takes(item: Item, message: Pick<ArrivedMessage, 'gateway' | 'lane'>, now: Milliseconds): boolean
  /** Turns are others now, or what was written of them may be undone. */
  forget(): void
}

export function turnsIn(sqlite: SqliteDatabase.Database): Turns {
  const running = sqlite.prepare<[], TurnRow>(
    `select n.id, n.test, n.device, n.from_at, n.until_at, n.first_at, n.first_urgent, t.until_at as runs_until, t.home
     from installation_test_turn n join installation_test t on t.id = n.test where t.ended_at is null`,
  )
  const tried = sqlite.prepare<[], string>('select distinct device from test_item').pluck()
  const gatewaysOf = sqlite.prepare<[string], string>('select id from gateway where home = ?').pluck()
  const known = sqlite.prepare('select 1 from test_item where natural = ?').pluck()
  const insert = sqlite.prepare(
    `insert into test_item(id, test, turn, gateway, device, kind, at, received_at, natural, lane, urgent, body)
     values(@id, @test, @turn, @gateway, @device, @kind, @at, @received, @natural, @lane, @urgent, @body)`,
  )
  const note = sqlite.prepare('update installation_test_turn set first_at = ?, first_urgent = ? where id = ?')
  let devices: Map<string, OpenTurn[]> | undefined

  function read(): Map<string, OpenTurn[]> {
    const read = new Map<string, OpenTurn[]>(tried.all().map((device) => [device, []]))
    for (const row of running.all()) {
      const first = row.first_at === null ? undefined : { at: row.first_at, urgent: row.first_urgent === 1 }
      const { id, test, from_at: from, until_at: until, runs_until: runsUntil } = row
      const gateways = new Set(gatewaysOf.all(row.home))
      const turn = { id, test, from, until, runsUntil, gateways, first }
      read.set(row.device, [...(read.get(row.device) ?? []), turn])
    }
    return read
  }

  return {
    takes(item, { gateway, lane }, now) {
      devices ??= read()
      if (devices.size === 0) return false
      const turns = devices.get(item.device)
      if (turns === undefined) return false
      const natural = naturalKey(item)
      if (known.get(natural) !== undefined) return true
      const turn = turns.find((each) => each.gateways.has(gateway) && isOfTurn(item, lane, each, each.runsUntil, now))
      if (turn === undefined) return false
      const at = Date.parse(item.at)
      const urgent = isAlarm(item, lane)
      const { id, device, kind } = item
      const written = { id, device, kind, at, natural, gateway, lane, test: turn.test, turn: turn.id, received: now }
      insert.run({ ...written, urgent: Number(urgent), body: JSON.stringify(item) })
      if (turn.first === undefined) {
        note.run(at, Number(urgent), turn.id)
        devices = undefined
      }
      return true
    },
    forget() {
      devices = undefined
    },
  }
}

/** By what the stores of readings and events tell one from another. */
function naturalKey(item: Item): string {
  const value = 'value' in item || 'components' in item ? JSON.stringify([item.value, item.components]) : ''
  return `${item.device} ${item.kind} ${naturalTime(item)} ${value}`
}
