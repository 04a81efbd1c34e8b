import {
  type AliveTestRow,
  aliveTestResultSchema,
  gatewayIdSchema,
  isoTime,
  type Milliseconds,
} from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { LastTest } from './schedule.ts'

/** A home that can be tested, and through what. */
export interface TestableHome {
  home: string
  gateway: string
  device: string
  patient: string
  last: LastTest | undefined
}

interface HomeRow {
  home: string
  gateway: string
  device: string
  patient: string
  asked_at: number | null
  ended_at: number | null
  result: string | null
  attempt: number | null
}

// A home whose gateway has been heard, one device of somebody there, and the latest test. A gateway that was never there
// is nothing to be alarmed of at night.
const HOMES = `
  with latest as (select home, max(asked_at) as asked_at from alive_test group by home)
  select g.home, min(g.id) as gateway, a.device, a.patient, t.asked_at, t.ended_at, t.result, t.attempt
  from gateway g
  join gateway_state s on s.gateway = g.id
  join patient p on p.home = g.home and p.status = 'active'
  join device_assignment a on a.patient = p.id and a.from_at <= @now and (a.until_at is null or a.until_at > @now)
  left join latest l on l.home = g.home
  left join alive_test t on t.home = l.home and t.asked_at = l.asked_at
  where g.revoked_at is null
  group by g.home order by g.home`

/** What is known of test alarms from homes. */
export function aliveTestReader(sqlite: SqliteDatabase.Database) {
  const homes = sqlite.prepare<{ now: number }, HomeRow>(HOMES)
  const proved = sqlite.prepare<[], { home: string; asked_at: number; ended_at: number }>(
    `select home, asked_at, max(ended_at) as ended_at from alive_test where result = 'proved' group by home`,
  )
  const underWay = sqlite.prepare('select 1 from alive_test where ended_at is null limit 1').pluck()

  return {
    isUnderWay: (): boolean => underWay.get() !== undefined,

    homes: (now: Milliseconds): TestableHome[] =>
      homes
        .all({ now })
        .map(({ home, gateway, device, patient, asked_at: askedAt, ended_at: endedAt, result, attempt }) => ({
          home,
          gateway,
          device,
          patient,
          last:
            askedAt === null ? undefined : { askedAt, endedAt, isProved: result === 'proved', attempt: attempt ?? 0 },
        })),

    report(now: Milliseconds): AliveTestRow[] {
      const good = new Map(proved.all().map((row) => [row.home, row]))
      return homes.all({ now }).map(({ home, gateway, asked_at: asked, result }) => {
        const last = good.get(home)
        return {
          home,
          gateway: gatewayIdSchema.parse(gateway),
          lastProved: last === undefined ? null : isoTime(last.ended_at),
          pathMs: last === undefined ? null : last.ended_at - last.asked_at,
          lastAsked: asked === null ? null : isoTime(asked),
          lastResult: aliveTestResultSchema.nullable().parse(result),
        }
      })
    },
  }
}

export type AliveTestReader = ReturnType<typeof aliveTestReader>
