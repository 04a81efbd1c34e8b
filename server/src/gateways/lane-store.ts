import type { Lane } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { Work } from '../commit/work.ts'
import { type LaneProgress, LaneTracker } from '../ingest/lanes.ts'

interface Noted {
  gateway: string
  lane: Lane
  epoch: string
  seq: number
}

/**
 * Gateways' numbering, followed in memory and written down now and then: a row for each message would cost more than
 * it tells. What was noted in a transaction that is rolled back has not been.
 */
export function gatewayLanes(sqlite: SqliteDatabase.Database) {
  const exact = sqlite.prepare('select exact from gateway_lane_exact').pluck()
  const setExact = sqlite.prepare('update gateway_lane_exact set exact = ?')
  const known = sqlite.prepare(
    'select gateway, lane, epoch, seq, missing, repeated, last_at as lastAt from gateway_lane order by last_at',
  )
  const put = sqlite.prepare(
    `insert into gateway_lane(gateway, lane, epoch, seq, missing, repeated, last_at)
     values(@gateway, @lane, @epoch, @seq, @missing, @repeated, @lastAt)
     on conflict do update set seq = excluded.seq, missing = excluded.missing, repeated = excluded.repeated,
       last_at = excluded.last_at`,
  )
  /** The tracker keeps no more of them either. */
  const prune = sqlite.prepare(
    `delete from gateway_lane where gateway = ? and lane = ? and epoch not in
     (select epoch from gateway_lane where gateway = ? and lane = ? order by last_at desc limit 4)`,
  )
  const found = sqlite.prepare(
    `insert into gateway_finding(gateway, code, first_at, last_at, count, detail) values(?, 'messages-missing', ?, ?, ?, ?)
     on conflict do update set last_at = excluded.last_at, count = count + excluded.count, detail = excluded.detail`,
  )
  const tracker = new LaneTracker(known.all() as LaneProgress[], exact.get() === 1)
  let pending: Noted[] = []
  let begun = false

  function write(work: Work): void {
    const { changed, missing } = tracker.takeChanges()
    for (const progress of changed) {
      put.run(progress)
      prune.run(progress.gateway, progress.lane, progress.gateway, progress.lane)
    }
    for (const { gateway, lane, missing: count } of missing) {
      work.missing(gateway, count)
      const now = Date.now()
      found.run(gateway, now, now, count, lane)
    }
  }

  return {
    note(noted: Noted): void {
      if (!begun) setExact.run(0)
      begun = true
      pending.push(noted)
    },
    committed(now: number): void {
      for (const { gateway, lane, epoch, seq } of pending) tracker.note(gateway, lane, epoch, seq, now)
      pending = []
    },
    forget(): void {
      if (pending.length > 0) begun = false
      pending = []
    },
    /** Now and then. */
    write,
    /** At an orderly end. */
    settle(work: Work): void {
      write(work)
      setExact.run(1)
      begun = false
    },
  }
}
