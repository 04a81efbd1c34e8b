import { type InstallationTest, installationTestSchema, isoTime, type Milliseconds } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { GatewayPresence } from '../gateways/presence.ts'
import { placeOf } from '../gateways/reader.ts'
import { closesAt } from './turn.ts'

/** Those that are over are shown for so long. */
const LOOKED_BACK: Milliseconds = 12 * 3_600_000
const MOST = 200

/** Whoever asks: whom they may see, and whether they see every home all the same. */
interface Asking {
  readonly sees: (patient: string) => boolean
  readonly everyHome: boolean
}

/** Installation tests as they are read. */
export function installationTestReader(
  query: Kysely<Database>,
  sqlite: SqliteDatabase.Database,
  presence: Pick<GatewayPresence, 'stateOf'>,
) {
  const overdue = sqlite
    .prepare<[number], number>('select 1 from installation_test where ended_at is null and until_at <= ? limit 1')
    .pluck()

  const residents = (home: string) =>
    query.selectFrom('patient').select(['id', 'name']).where('home', '=', home).orderBy('id').execute()

  return {
    isOverdue: (now: Milliseconds): boolean => overdue.get(now) !== undefined,

    /** The newest first. */
    async list(now: Milliseconds, { sees, everyHome }: Asking): Promise<InstallationTest[]> {
      const tests = await query
        .selectFrom('installation_test')
        .selectAll()
        .select(placeOf('installation_test.home').as('place'))
        .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>', now - LOOKED_BACK)]))
        .orderBy('started_at', 'desc')
        .limit(MOST)
        .execute()
      const shown: InstallationTest[] = []
      for (const test of tests) {
        const people = await residents(test.home)
        const patients = people.filter(({ id }) => sees(id))
        if (everyHome || patients.length > 0) shown.push(await whole(test, patients, now))
      }
      return shown
    },

    /** Who lives where something was said in a test; undefined: nothing was. */
    async concerned(item: string): Promise<string[] | undefined> {
      const row = await query
        .selectFrom('test_item')
        .innerJoin('installation_test', 'installation_test.id', 'test_item.test')
        .select('home')
        .where('test_item.id', '=', item)
        .executeTakeFirst()
      return row && (await residents(row.home)).map(({ id }) => id)
    },
  }

  async function whole(
    test: Selectable<Database['installation_test']> & { place: string | null },
    patients: { id: string; name: string }[],
    now: Milliseconds,
  ): Promise<InstallationTest> {
    const turns = await query.selectFrom('installation_test_turn').selectAll().where('test', '=', test.id).execute()
    const items = await query
      .selectFrom('test_item')
      .selectAll()
      .where('test', '=', test.id)
      .orderBy('at')
      .limit(500)
      .execute()
    const assigned = await query
      .selectFrom('device_assignment')
      .innerJoin('patient', 'patient.id', 'device_assignment.patient')
      .select(['device_assignment.device', 'device_assignment.profile'])
      .where('patient.home', '=', test.home)
      .where('from_at', '<=', now)
      .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
      .execute()
    const heard = new Map(presence.stateOf(test.gateway)?.devices?.map((state) => [state.device, state]))
    const profiles = new Map(assigned.map(({ device, profile }) => [device, profile]))
    const names = new Set([...profiles.keys(), ...heard.keys(), ...turns.map(({ device }) => device)])
    return installationTestSchema.parse({
      id: test.id,
      gateway: test.gateway,
      home: test.home,
      place: test.place,
      patients,
      startedAt: isoTime(test.started_at),
      until: isoTime(test.until_at),
      by: { id: test.by, name: test.by_name },
      endedAt: test.ended_at === null ? null : isoTime(test.ended_at),
      ended: test.ended,
      devices: [...names].sort().map((device) => {
        const state = heard.get(device)
        const turn = turns.filter((each) => each.device === device).at(-1)
        return {
          device,
          profile: profiles.get(device) ?? state?.profile ?? null,
          lastSeen: state?.lastSeen ?? null,
          battery: state?.battery ?? null,
          rssi: state?.rssi ?? null,
          triedUntil: turn === undefined ? null : triedUntil(turn, test.ended_at, now),
          heard: items.filter((item) => item.device === device).map(asTried),
        }
      }),
    })
  }
}

export type InstallationTestReader = ReturnType<typeof installationTestReader>

function triedUntil(row: Selectable<Database['installation_test_turn']>, ended: number | null, now: Milliseconds) {
  const first = row.first_at === null ? undefined : { at: row.first_at, urgent: row.first_urgent === 1 }
  const until = closesAt({ from: row.from_at, until: row.until_at, first })
  return ended === null && until > now ? isoTime(until) : null
}

function asTried(row: Selectable<Database['test_item']>) {
  const { id, device, kind, at, urgent, real_at: real, real_by: by, real_by_name: name } = row
  return {
    id,
    device,
    kind,
    at: isoTime(at),
    urgent: urgent === 1,
    real: real === null ? null : { at: isoTime(real), by: { id: by, name } },
  }
}
