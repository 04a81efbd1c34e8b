import { type AccessEntry, type AccessPage, type Ground, isoTime, type Role } from '@kotisilta/contract'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/schema.ts'

export interface AccessQuery {
  /** An account's id or user name. */
  staff?: string | undefined
  patient?: string | undefined
  action?: string | undefined
  ground?: Ground | undefined
  from?: number | undefined
  to?: number | undefined
  /** Only entries with a smaller number. */
  before?: number | undefined
  limit: number
}

/** The access log as it is read: by the auditor, and by the person whom it is about. */
export function accessLogReader(query: Kysely<Database>) {
  return {
    /** Newest first. */
    async search({ staff, patient, action, ground, from, to, before, limit }: AccessQuery): Promise<AccessPage> {
      let select = query
        .selectFrom('access_log')
        .leftJoin('staff', 'staff.id', 'access_log.staff')
        .leftJoin('patient', 'patient.id', 'access_log.patient')
        .leftJoin('api_token', (join) =>
          join.on(sql<boolean>`api_token.id = substr(access_log.staff, 7) and access_log.staff like 'token:%'`),
        )
        .select(['access_log.id', 'access_log.at', 'access_log.staff', 'access_log.role', 'access_log.action'])
        .select(['access_log.detail', 'access_log.ground', 'access_log.patient'])
        .select([
          (select) => select.fn.coalesce('staff.name', 'api_token.name').as('staffName'),
          'patient.name as patientName',
        ])
        .orderBy('access_log.id', 'desc')
        .limit(limit + 1)
      if (staff !== undefined) {
        select = select.where((where) =>
          where.or([where('access_log.staff', '=', staff), where('staff.username', '=', staff)]),
        )
      }
      if (patient !== undefined) {
        select = select.where((where) =>
          where.or([where('access_log.patient', '=', patient), where('patient.name', '=', patient)]),
        )
      }
      if (action !== undefined) select = select.where('access_log.action', '=', action)
      if (ground !== undefined) select = select.where('access_log.ground', '=', ground)
      if (from !== undefined) select = select.where('access_log.at', '>=', from)
      if (to !== undefined) select = select.where('access_log.at', '<', to)
      if (before !== undefined) select = select.where('access_log.id', '<', before)
      const rows = await select.execute()
      const page = rows.slice(0, limit)
      return {
        entries: page.map(
          (row): AccessEntry => ({
            id: row.id,
            at: isoTime(row.at),
            staff: { id: row.staff, name: row.staffName, role: row.role as Role | null },
            patient: row.patient === null ? null : { id: row.patient, name: row.patientName },
            action: row.action,
            detail: row.detail,
            ground: row.ground as Ground | null,
          }),
        ),
        next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
      }
    },
  }
}

export type AccessLogReader = ReturnType<typeof accessLogReader>
