import { type DeviceEvent, isoTime, type Milliseconds, naturalTime, type StoredEvent } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'

/** What happened in a home. Natural key: device, kind, `naturalTime`. */
export function eventStore(sqlite: SqliteDatabase.Database) {
  const insert = sqlite.readonly
    ? undefined
    : sqlite.prepare(
        `insert into event(id, patient, device, kind, natural_at, at, body) values(?,?,?,?,?,?,?) on conflict do nothing`,
      )
  const between = sqlite.prepare(
    'select id, device, kind, at, body from event where patient = ? and at >= ? and at < ? order by at limit ?',
  )
  const whole = sqlite.prepare<[string, number, number], WholeRow>(
    'select id, device, kind, natural_at, at, body from event where patient = ? and at >= ? and at < ? order by at, id',
  )
  return {
    append(patient: string, event: DeviceEvent): 'inserted' | 'duplicate' {
      const { id, device, kind, at, clock, deviceAt, detail, raw } = event
      const natural = naturalTime(event)
      const own = deviceAt === undefined || deviceAt === natural ? {} : { deviceAt }
      const body = JSON.stringify({
        clock,
        ...own,
        ...(detail !== undefined && { detail }),
        ...(raw !== undefined && { raw }),
      })
      const { changes } = (insert as SqliteDatabase.Statement).run(
        id,
        patient,
        device,
        kind,
        Date.parse(natural),
        Date.parse(at),
        body,
      )
      return changes === 1 ? 'inserted' : 'duplicate'
    },
    /** As they were sent, oldest first; `from` inclusive, `to` exclusive. */
    whole: (patient: string, from: Milliseconds, to: Milliseconds): DeviceEvent[] =>
      whole.all(patient, from, to).map(asSent),
    /** It is another person's from now on; sent again it stays theirs. */
    give(event: string, patient: string): void {
      sqlite.prepare('update event set patient = ? where id = ?').run(patient, event)
    },
    /** Oldest first, `from` inclusive, `to` exclusive. */
    range(patient: string, from: Milliseconds, to: Milliseconds, limit = 5_000): StoredEvent[] {
      const rows = between.all(patient, from, to, limit) as {
        id: string
        device: string
        kind: string
        at: number
        body: string
      }[]
      return rows.map(({ id, device, kind, at, body }) => {
        const { detail } = JSON.parse(body) as { detail?: Record<string, unknown> }
        return { id, device, kind, at: isoTime(at), ...(detail !== undefined && { detail }) }
      })
    },
  }
}

interface WholeRow {
  id: string
  device: string
  kind: DeviceEvent['kind']
  natural_at: number
  at: number
  body: string
}

function asSent({ id, device, kind, natural_at: naturalAt, at, body }: WholeRow): DeviceEvent {
  const more = JSON.parse(body) as Pick<DeviceEvent, 'clock' | 'deviceAt' | 'detail' | 'raw'>
  const deviceAt = naturalAt === at ? {} : { deviceAt: isoTime(naturalAt) }
  return { type: 'event', id, device, kind, at: isoTime(at), ...deviceAt, ...more }
}

export type EventStore = ReturnType<typeof eventStore>
