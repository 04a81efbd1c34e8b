import { type Actor, groupPlan, type Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { actor, changeColumns, changeOf, type StoredChange } from './stored-change.ts'
import { NO_LAYERS } from './stored-layers.ts'

export interface StoredVersion extends StoredChange<Milliseconds> {
  /** 0 is the plan of whoever has none of their own. */
  version: number
  changedAt: Milliseconds
  changedBy: Actor | null
  approvedBy: Actor | null
}

export interface NewVersion extends StoredChange<Milliseconds> {
  patient: string
  changedBy: string
  approvedBy: string | null
}

/** The product's plan, as the version before the first one. */
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

/**
 * The newest whose span holds the moment, else what the person's area has for everybody. Both newest first; `group` ends with
 * the product's own, which has been there since ever.
 */
export const inForceAt = (
  versions: readonly StoredVersion[],
  at: Milliseconds,
  group: readonly StoredVersion[],
): StoredVersion =>
  [...versions, ...group].find(({ from, until }) => from <= at && (until === null || at < until)) ?? GROUP_VERSION

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
        ...changeOf(row),
        version: row.version,
        changedAt: row.changed_at,
        changedBy: actor(row.changed_by, row.changer),
        approvedBy: actor(row.approved_by, row.approver),
      }))
    },

    /** @returns the number that it has */
    async add({ patient, changedBy, approvedBy, ...change }: NewVersion, now: Milliseconds): Promise<number> {
      const { newest } = await query
        .selectFrom('plan_version')
        .select((select) => select.fn.max('version').as('newest'))
        .where('patient', '=', patient)
        .executeTakeFirstOrThrow()
      const version = (newest ?? 0) + 1
      const columns = changeColumns({ ...change, plan: { ...change.plan, version, pauses: [] } })
      await query
        .insertInto('plan_version')
        .values({ patient, version, ...columns, changed_at: now, changed_by: changedBy, approved_by: approvedBy })
        .execute()
      return version
    },
  }
}
