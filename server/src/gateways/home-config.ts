import type { ConfigDevice, ConfigMessage, Milliseconds } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { MemberWeights } from './member-weights.ts'

/** A device of the home as it is assigned to one of those who use it. */
interface AssignedRow {
  device: string
  profile: string
  patient: string
  member: string
  bind_key: string | null
  unlock_key: string | null
  user_index: number | null
  consent_code: number | null
}

type Member = NonNullable<ConfigDevice['members']>[number]

const MOST_DEVICES = 500

/** What a gateway is told about its home: its devices with their keys, and those who use them under names that say nothing. */
export function homeConfig(sqlite: SqliteDatabase.Database, weights: MemberWeights) {
  const assigned = sqlite.prepare(
    `select a.device, a.profile, a.patient, m.member, k.bind_key, k.unlock_key, u.user_index, u.consent_code
     from gateway g join patient p on p.home = g.home
     join home_member m on m.patient = p.id
     join device_assignment a on a.patient = p.id
     left join device_key k on k.device = a.device
     left join device_user u on u.device = a.device and u.patient = a.patient
     where g.id = ? and a.from_at <= ? and (a.until_at is null or a.until_at > ?)
     order by a.device, a.from_at desc, a.id desc limit ${MOST_DEVICES * 4}`,
  )

  async function memberOf(row: AssignedRow, now: Milliseconds, age: Milliseconds): Promise<Member> {
    const facts = await weights.of(row.patient, now, age)
    return { member: row.member, ...(row.user_index !== null && { userIndex: row.user_index }), ...facts }
  }

  async function deviceOf(rows: readonly AssignedRow[], now: Milliseconds, age: Milliseconds): Promise<ConfigDevice> {
    const [newest] = rows as [AssignedRow]
    const users = [...new Map(rows.toReversed().map((row) => [row.patient, row])).values()]
    const members: Member[] = []
    for (const row of users) members.push(await memberOf(row, now, age))
    // A connection is for one of a device's users: the first whose consent is known.
    const opened = users.find(({ consent_code }) => consent_code !== null)
    return {
      device: newest.device,
      profile: newest.profile,
      ...(newest.bind_key !== null && { bindKey: newest.bind_key }),
      ...(newest.unlock_key !== null && { unlockKey: newest.unlock_key }),
      ...(opened?.user_index != null && { userIndex: opened.user_index }),
      ...(opened?.consent_code != null && { consentCode: opened.consent_code }),
      members,
    }
  }

  /** @param age how old what is known of weights may be */
  return async (gateway: string, now: Milliseconds, age: Milliseconds): Promise<ConfigMessage> => {
    const rows = assigned.all(gateway, now, now) as AssignedRow[]
    const byDevice = [...Map.groupBy(rows, ({ device }) => device).values()].slice(0, MOST_DEVICES)
    const devices: ConfigDevice[] = []
    for (const ofDevice of byDevice) devices.push(await deviceOf(ofDevice, now, age))
    return { devices, acknowledge: 'puback', timeZone: 'Europe/Helsinki' }
  }
}
