import { type HomeCommand, type HomeCommandStatus, isoTime, type Milliseconds } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { asCommand } from './store.ts'

const MOST = 50

/** Commands to homes as they are shown, and as they are to be sent. */
export function homeCommandReader(query: Kysely<Database>, sqlite: SqliteDatabase.Database) {
  const all = query
    .selectFrom('home_command')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
  const unanswered = sqlite.prepare<[], Unanswered>(
    `select id, gateway, command, args, status, expires_at from home_command where ended_at is null order by created_at, id`,
  )
  const gatewaysOf = sqlite
    .prepare<[string], string>(
      `select g.id from patient p join gateway g on g.home = p.home where p.id = ? order by g.revoked_at is not null, g.id`,
    )
    .pluck()
  const devicesOf = sqlite
    .prepare<[string, number, number], string>(
      `select distinct device from device_assignment where patient = ? and from_at <= ? and (until_at is null or until_at > ?) order by device limit 50`,
    )
    .pluck()

  return {
    /** The newest first. */
    async ofGateway(gateway: string): Promise<HomeCommand[]> {
      return (await all.where('gateway', '=', gateway).execute()).map(asCommand)
    },
    async ofPatient(patient: string): Promise<HomeCommand[]> {
      return (await all.where('patient', '=', patient).execute()).map(asCommand)
    },
    async find(id: string): Promise<HomeCommand | undefined> {
      const row = await query.selectFrom('home_command').selectAll().where('id', '=', id).executeTakeFirst()
      return row && asCommand(row)
    },
    /** What has no last word yet, the oldest first. */
    unanswered: (): Unanswered[] => unanswered.all(),
    /** The gateways of somebody's home. */
    gatewaysOf: (patient: string): string[] => gatewaysOf.all(patient),
    /** What is theirs now. */
    devicesOf: (patient: string, now: Milliseconds): string[] => devicesOf.all(patient, now, now),
  }
}

export type HomeCommandReader = ReturnType<typeof homeCommandReader>

/** As it is on the disk: there may be one for each of ten thousand homes, and they are looked at all the time. */
export interface Unanswered {
  readonly id: string
  readonly gateway: string
  readonly command: string
  /** JSON */
  readonly args: string
  readonly status: HomeCommandStatus
  readonly expires_at: Milliseconds
}

/** The message that goes to the gateway. */
export const messageText = ({ id, command, args, expires_at }: Unanswered): string =>
  `{"id":"${id}","command":"${command}","args":${args},"expires":"${isoTime(expires_at)}"}`
