import { isoTime, type Language, type LifeStatus, type PatientDetail, type PatientSummary } from '@kotisilta/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Database } from '../database/schema.ts'
import { planReader } from '../plans/reader.ts'

/** What is known outside the database: open alerts and who was heard when. */
export interface Surroundings {
  openAlerts(patient: string): number
  lastHeard(gateway: string): number | undefined
}

const IN_SERVICE = ['active', 'hospital']

type PatientRow = Selectable<Database['patient']>

/** Patients as the dashboard shows them. */
export function patientReader(query: Kysely<Database>, around: Surroundings) {
  const plans = planReader(query)
  function summary(row: PatientRow, gateways: readonly string[]): PatientSummary {
    const heard = gateways.map((gateway) => around.lastHeard(gateway)).filter((time) => time !== undefined)
    return {
      id: row.id,
      name: row.name,
      birthYear: row.birth_year,
      language: row.language as Language,
      municipality: row.municipality,
      status: row.status as LifeStatus,
      openAlerts: around.openAlerts(row.id),
      lastHeard: heard.length === 0 ? null : isoTime(Math.max(...heard)),
    }
  }

  async function staffNamed(id: string | null): Promise<PatientDetail['responsible']> {
    if (id === null) return null
    return (await query.selectFrom('staff').select(['id', 'name']).where('id', '=', id).executeTakeFirst()) ?? null
  }

  return {
    async list(): Promise<PatientSummary[]> {
      const gateways = await query.selectFrom('gateway').select(['id', 'home']).execute()
      const byHome = Map.groupBy(gateways, ({ home }) => home)
      const rows = await query.selectFrom('patient').selectAll().orderBy('name').execute()
      return rows.map((row) =>
        summary(
          row,
          (byHome.get(row.home) ?? []).map(({ id }) => id),
        ),
      )
    },

    async find(id: string, now: number): Promise<Omit<PatientDetail, 'ground'> | undefined> {
      const row = await query.selectFrom('patient').selectAll().where('id', '=', id).executeTakeFirst()
      if (row === undefined) return undefined
      const gateways = await query.selectFrom('gateway').select('id').where('home', '=', row.home).execute()
      const devices = await query
        .selectFrom('device_assignment')
        .select(['device', 'profile', 'from_at'])
        .where('patient', '=', id)
        .where('from_at', '<=', now)
        .where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
        .orderBy('device')
        .execute()
      return {
        ...summary(
          row,
          gateways.map((gateway) => gateway.id),
        ),
        address: row.address,
        keyBox: row.key_box,
        phone: row.phone,
        livesAlone: row.lives_alone === null ? null : row.lives_alone === 1,
        notes: row.notes,
        contacts: JSON.parse(row.contacts) as PatientDetail['contacts'],
        allergies: row.allergies === null ? null : (JSON.parse(row.allergies) as string[]),
        doNotResuscitate: row.do_not_resuscitate === null ? null : row.do_not_resuscitate === 1,
        doNotResuscitateNote: row.do_not_resuscitate_note,
        responsible: await staffNamed(row.responsible),
        devices: devices.map(({ device, profile, from_at }) => ({ device, profile, since: isoTime(from_at) })),
        plan: await plans.inForce(id, now),
      }
    },

    async areaOf(id: string): Promise<string | undefined> {
      const row = await query
        .selectFrom('patient')
        .innerJoin('home', 'home.id', 'patient.home')
        .select('home.area')
        .where('patient.id', '=', id)
        .executeTakeFirst()
      return row?.area
    },

    /** Of those who are looked after. */
    async ids(): Promise<string[]> {
      const rows = await query.selectFrom('patient').select('id').where('status', 'in', IN_SERVICE).execute()
      return rows.map(({ id }) => id)
    },

    /** Gateways with those who are looked after there; a kit that is between two homes is in none. */
    async homes(): Promise<{ gateway: string; patients: { id: string; name: string }[] }[]> {
      const rows = await query
        .selectFrom('gateway')
        .leftJoin('patient', (join) =>
          join.onRef('patient.home', '=', 'gateway.home').on('patient.status', 'in', IN_SERVICE),
        )
        .leftJoin('kit', 'kit.gateway', 'gateway.id')
        .where((where) => where.or([where('kit.state', 'is', null), where('kit.state', '=', 'in-use')]))
        .select(['gateway.id', 'patient.id as patient', 'patient.name'])
        .orderBy('gateway.id')
        .execute()
      return [...Map.groupBy(rows, ({ id }) => id)].map(([gateway, people]) => ({
        gateway,
        patients: people.flatMap(({ patient, name }) =>
          patient === null || name === null ? [] : [{ id: patient, name }],
        ),
      }))
    },
  }
}

export type PatientReader = ReturnType<typeof patientReader>
