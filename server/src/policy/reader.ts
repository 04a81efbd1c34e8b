import {
  type Areas,
  type BrokenGlass,
  type CareCircle,
  type Colleagues,
  type ConsentHolder,
  type ConsentScope,
  type FoundOutside,
  isoTime,
  PERSONAL_ROLES,
  type Role,
} from '@kotisilta/contract'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/schema.ts'
import { EVERY_AREA } from './rows.ts'

const ending = (until: number | null): string | null => (until === null ? null : isoTime(until))
const CARING: readonly Role[] = ['nurse', 'on-call', 'coordinator', 'physician']

/** Who may see whom, as people are shown it. */
export function rightsReader(query: Kysely<Database>) {
  const current = (table: 'care_relationship' | 'consent' | 'break_glass', patient: string, now: number) =>
    query
      .selectFrom(table)
      .where(`${table}.patient`, '=', patient)
      .where((where) => where.or([where(`${table}.until_at`, 'is', null), where(`${table}.until_at`, '>', now)]))

  async function consents(patient: string, now: number): Promise<CareCircle['consents']> {
    const rows = await current('consent', patient, now)
      .innerJoin('staff', 'staff.id', 'consent.account')
      .select([
        'consent.id',
        'staff.id as account',
        'name',
        'username',
        'holder',
        'scopes',
        'from_at',
        'until_at',
        'given',
      ])
      .orderBy('from_at')
      .execute()
    return rows.map((row) => ({
      id: row.id,
      account: { id: row.account, name: row.name, username: row.username },
      holder: row.holder as ConsentHolder,
      scopes: JSON.parse(row.scopes) as ConsentScope[],
      from: isoTime(row.from_at),
      until: ending(row.until_at),
      given: row.given,
    }))
  }

  return {
    consents,

    async circle(patient: string, now: number): Promise<CareCircle> {
      const area = await query
        .selectFrom('patient')
        .innerJoin('home', 'home.id', 'patient.home')
        .innerJoin('area', 'area.id', 'home.area')
        .select(['area.id', 'area.name'])
        .where('patient.id', '=', patient)
        .executeTakeFirstOrThrow()
      const relationships = await current('care_relationship', patient, now)
        .leftJoin('staff', 'staff.id', 'care_relationship.staff')
        .leftJoin('team', 'team.id', 'care_relationship.team')
        .select(['care_relationship.id', 'staff.id as staff', 'staff.name', 'staff.role'])
        .select(['team.id as team', 'team.name as teamName', 'from_at', 'until_at'])
        .orderBy('from_at')
        .execute()
      const openings = await current('break_glass', patient, now)
        .innerJoin('staff', 'staff.id', 'break_glass.staff')
        .select(['break_glass.id', 'staff.id as staff', 'name', 'role', 'reason', 'from_at', 'until_at'])
        .orderBy('from_at')
        .execute()
      return {
        area,
        relationships: relationships.map((row) => ({
          id: row.id,
          staff: row.staff === null ? null : { id: row.staff, name: row.name as string, role: row.role as Role },
          team: row.team === null ? null : { id: row.team, name: row.teamName as string },
          from: isoTime(row.from_at),
          until: ending(row.until_at),
        })),
        consents: await consents(patient, now),
        openings: openings.map((row) => ({
          id: row.id,
          staff: { id: row.staff, name: row.name, role: row.role as Role },
          reason: row.reason,
          from: isoTime(row.from_at),
          until: ending(row.until_at),
        })),
      }
    },

    async colleagues(): Promise<Colleagues> {
      const staff = await query
        .selectFrom('staff')
        .select(['id', 'name', 'role'])
        .where('disabled_at', 'is', null)
        .where('role', 'in', CARING)
        .orderBy('name')
        .execute()
      const teams = await query.selectFrom('team').select(['id', 'name']).orderBy('name').execute()
      return { staff: staff.map((row) => ({ ...row, role: row.role as Role })), teams }
    },

    /** By the exact name, whatever its case, and the year of birth; `open` is for the caller to say. */
    async outside(name: string, birthYear: number): Promise<Omit<FoundOutside, 'open'>[]> {
      const rows = await query
        .selectFrom('patient')
        .select(['id', 'name', 'birth_year', 'municipality'])
        .where('birth_year', '=', birthYear)
        .execute()
      const wanted = name.toLocaleLowerCase('fi')
      return rows
        .filter((row) => row.name.toLocaleLowerCase('fi') === wanted)
        .map((row) => ({ id: row.id, name: row.name, birthYear: row.birth_year, municipality: row.municipality }))
    },

    /** Newest first; those that wait for their review before all others. */
    async brokenGlass(limit: number): Promise<BrokenGlass[]> {
      const rows = await query
        .selectFrom('break_glass')
        .innerJoin('staff', 'staff.id', 'break_glass.staff')
        .innerJoin('patient', 'patient.id', 'break_glass.patient')
        .leftJoin('staff as reviewer', 'reviewer.id', 'break_glass.reviewed_by')
        .select(['break_glass.id', 'staff.id as staff', 'staff.name', 'staff.role'])
        .select(['patient.id as patient', 'patient.name as patientName', 'reason', 'from_at', 'until_at'])
        .select(['reviewed_at', 'reviewer.name as reviewer', 'verdict', 'note'])
        .select(
          sql<number>`(select count(*) from access_log where access_log.patient = break_glass.patient
            and access_log.staff = break_glass.staff and access_log.ground = 'break-glass'
            and access_log.at >= break_glass.from_at and access_log.at < break_glass.until_at)`.as('uses'),
        )
        .orderBy(sql`reviewed_at is not null`)
        .orderBy('from_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        staff: { id: row.staff, name: row.name, role: row.role as Role },
        patient: { id: row.patient, name: row.patientName },
        reason: row.reason,
        from: isoTime(row.from_at),
        until: isoTime(row.until_at),
        uses: row.uses,
        review:
          row.reviewed_at === null
            ? null
            : {
                at: isoTime(row.reviewed_at),
                by: row.reviewer ?? '',
                verdict: row.verdict as NonNullable<BrokenGlass['review']>['verdict'],
                note: row.note,
              },
      }))
    },

    /** Whose data was opened in an emergency and has no verdict yet, one for each opening that is not the asker's own. */
    async unreviewed(asker: string): Promise<string[]> {
      const rows = await query
        .selectFrom('break_glass')
        .select('patient')
        .where('reviewed_at', 'is', null)
        .where('staff', '<>', asker)
        .execute()
      return rows.map(({ patient }) => patient)
    },

    async areas(now: number): Promise<Areas> {
      const areas = await query
        .selectFrom('area')
        .leftJoin('home', 'home.area', 'area.id')
        .leftJoin('patient', 'patient.home', 'home.id')
        .select(['area.id', 'area.name', (select) => select.fn.count<number>('patient.id').as('patients')])
        .groupBy(['area.id', 'area.name'])
        .orderBy('area.name')
        .execute()
      const teams = await query.selectFrom('team').select(['id', 'name']).orderBy('name').execute()
      const teamAreas = await query.selectFrom('team_area').selectAll().execute()
      const members = await query
        .selectFrom('team_member')
        .select(['team', 'staff'])
        .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
        .execute()
      const staff = await query
        .selectFrom('staff')
        .select(['id', 'username', 'name', 'role'])
        .where('disabled_at', 'is', null)
        .where('role', 'not in', [...PERSONAL_ROLES])
        .orderBy('name')
        .execute()
      const reach = Map.groupBy(await query.selectFrom('staff_area').selectAll().execute(), (row) => row.staff)
      return {
        areas,
        teams: teams.map((team) => ({
          ...team,
          areas: teamAreas.filter((row) => row.team === team.id).map(({ area }) => area),
          members: members.filter((row) => row.team === team.id).map((row) => row.staff),
        })),
        staff: staff.map((row) => {
          const own = (reach.get(row.id) ?? []).map(({ area }) => area)
          return { ...row, role: row.role as Role, areas: own.includes(EVERY_AREA) ? ('every' as const) : own }
        }),
      }
    },

    /** Whose data an account has been let in to, now or ever: whether it still is, the policy says. */
    async letInTo(
      account: string,
      now: number,
    ): Promise<{ id: string; name: string; holder: ConsentHolder; scopes: ConsentScope[] }[]> {
      const rows = await query
        .selectFrom('consent')
        .innerJoin('patient', 'patient.id', 'consent.patient')
        .select(['patient.id', 'patient.name', 'holder', 'scopes'])
        .where('account', '=', account)
        .where('from_at', '<=', now)
        .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
        .orderBy('patient.name')
        .execute()
      return [...Map.groupBy(rows, ({ id }) => id).values()].map((all) => {
        const [first] = all as [(typeof all)[0]]
        const scopes = new Set(all.flatMap((row) => JSON.parse(row.scopes) as ConsentScope[]))
        const holders = all.map(({ holder }) => holder as ConsentHolder)
        const holder = (['self', 'guardian', 'relative'] as const).find((each) => holders.includes(each)) ?? 'relative'
        return { id: first.id, name: first.name, holder, scopes: [...scopes] }
      })
    },
  }
}

export type RightsReader = ReturnType<typeof rightsReader>
