import {
  type Actor,
  groupPlan,
  isoTime,
  type Milliseconds,
  type Plan,
  type PlanChange,
  planSchema,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { NO_LAYERS, type StoredLayers } from './stored-layers.ts'

export interface StoredVersion {
  /** 0 is everybody's plan. */
  version: number
  from: Milliseconds
  until: Milliseconds | null
  layers: StoredLayers
  plan: Plan
  change: PlanChange
  restored: number | null
  reason: string
  changedAt: Milliseconds
  changedBy: Actor | null
  approvedBy: Actor | null
}

export interface NewVersion {
  patient: string
  from: Milliseconds
  until: Milliseconds | null
  layers: StoredLayers
  plan: Plan
  change: PlanChange
  restored: number | null
  reason: string
  changedBy: string
  approvedBy: string | null
}

/** Everybody's plan, as the version before the first one. */
export const GROUP_VERSION: StoredVersion = {
  version: 0,
  from: 0,
  until: null,
  layers: NO_LAYERS,
  plan: groupPlan,
  change: 'provisioned',
  restored: null,
  reason: '',
  changedAt: 0,
  changedBy: null,
  approvedBy: null,
}

/** The newest whose span holds the moment. `versions`: newest first. */
export const inForceAt = (versions: readonly StoredVersion[], at: Milliseconds): StoredVersion =>
  versions.find(({ from, until }) => from <= at && (until === null || at < until)) ?? GROUP_VERSION

export function versionStore(query: Kysely<Database>) {
  return {
    /** Newest first. */
    async of(patient: string): Promise<StoredVersion[]> {
      const rows = await query
        .selectFrom('plan_version')
        .leftJoin('staff as changer', 'changer.id', 'plan_version.changed_by')
        .leftJoin('staff as approver', 'approver.id', 'plan_version.approved_by')
        .selectAll('plan_version')
        .select(['changer.name as changer', 'approver.name as approver'])
        .where('patient', '=', patient)
        .orderBy('version', 'desc')
        .execute()
      return rows.map((row) => ({
        version: row.version,
        from: row.valid_from,
        until: row.valid_until,
        layers: JSON.parse(row.layers) as StoredLayers,
        plan: planSchema.parse(JSON.parse(row.plan)),
        change: row.change as PlanChange,
        restored: row.restored,
        reason: row.reason,
        changedAt: row.changed_at,
        changedBy: actor(row.changed_by, row.changer),
        approvedBy: actor(row.approved_by, row.approver),
      }))
    },

    /** @returns the number that it has */
    async add(version: NewVersion, now: Milliseconds): Promise<number> {
      const { newest } = await query
        .selectFrom('plan_version')
        .select((select) => select.fn.max('version').as('newest'))
        .where('patient', '=', version.patient)
        .executeTakeFirstOrThrow()
      const number = (newest ?? 0) + 1
      await query
        .insertInto('plan_version')
        .values({
          patient: version.patient,
          version: number,
          valid_from: version.from,
          valid_until: version.until,
          layers: JSON.stringify(version.layers),
          plan: JSON.stringify({ ...version.plan, version: number, pauses: [] }),
          change: version.change,
          restored: version.restored,
          reason: version.reason,
          changed_at: now,
          changed_by: version.changedBy,
          approved_by: version.approvedBy,
        })
        .execute()
      return number
    },
  }
}

/** A name as it is now; whoever is not on the staff any more is shown by id. */
export const actor = (id: string | null, name: string | null): Actor | null =>
  id === null ? null : { id, name: name ?? id }

export const isoOrNull = (time: Milliseconds | null): string | null => (time === null ? null : isoTime(time))
