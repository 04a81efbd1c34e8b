import {
  type Actor,
  layeredPlan,
  type Milliseconds,
  newUlid,
  type Patch,
  type PlanTemplateLayer,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import { type Decision, proposedOf, type StoredProposal } from '../proposal-store.ts'
import { actor, type StoredChange } from '../stored-change.ts'

/** By this name an area's plan lies under those of its people, as a template does. No template may have it. */
export const AREA_LAYER = 'area'

export interface AreaVersion {
  version: number
  from: Milliseconds
  patch: Patch
  reason: string
  changedAt: Milliseconds
  changedBy: Actor
  approvedBy: Actor | null
}

export type AreaProposal = Omit<StoredProposal, keyof StoredChange> & { patch: Patch; reason: string }

/** What an area has for everybody who has no plan of their own; versions are added and never changed. */
export function areaPlanStore(query: Kysely<Database>) {
  return {
    /** Newest first. */
    async of(area: string): Promise<AreaVersion[]> {
      const rows = await query
        .selectFrom('area_plan_version')
        .leftJoin('staff as changer', 'changer.id', 'area_plan_version.changed_by')
        .leftJoin('staff as approver', 'approver.id', 'area_plan_version.approved_by')
        .selectAll('area_plan_version')
        .select(['changer.name as changer', 'approver.name as approver'])
        .where('area', '=', area)
        .orderBy('version', 'desc')
        .execute()
      return rows.map((row) => ({
        version: row.version,
        from: row.valid_from,
        patch: JSON.parse(row.patch) as Patch,
        reason: row.reason,
        changedAt: row.changed_at,
        changedBy: { id: row.changed_by, name: row.changer ?? row.changed_by },
        approvedBy: actor(row.approved_by, row.approver),
      }))
    },

    async add(area: string, next: NewAreaVersion, now: Milliseconds): Promise<void> {
      const { version, patch, reason, changedBy, approvedBy } = next
      const plan = { ...layeredPlan({ templates: [{ id: AREA_LAYER, patch }], personal: {} }), version }
      await query
        .insertInto('area_plan_version')
        .values({
          area,
          version,
          valid_from: now,
          patch: JSON.stringify(patch),
          plan: JSON.stringify(plan),
          reason,
          changed_at: now,
          changed_by: changedBy,
          approved_by: approvedBy,
        })
        .execute()
    },

    async propose(area: string, { basedOn, patch, reason, by }: NewAreaProposal, now: Milliseconds): Promise<string> {
      const id = newUlid(now)
      await query
        .insertInto('area_plan_proposal')
        .values({
          id,
          area,
          based_on: basedOn,
          patch: JSON.stringify(patch),
          reason,
          status: 'waiting',
          proposed_at: now,
          proposed_by: by,
          decided_at: null,
          decided_by: null,
          decision_note: null,
        })
        .execute()
      return id
    },

    async decide(id: string, { state, by, note }: Decision, now: Milliseconds): Promise<void> {
      await query
        .updateTable('area_plan_proposal')
        .set({ status: state, decided_at: now, decided_by: by, decision_note: note })
        .where('id', '=', id)
        .execute()
    },

    /** Newest first. */
    async proposals(area: string): Promise<AreaProposal[]> {
      const rows = await query
        .selectFrom('area_plan_proposal')
        .leftJoin('staff as proposer', 'proposer.id', 'area_plan_proposal.proposed_by')
        .leftJoin('staff as decider', 'decider.id', 'area_plan_proposal.decided_by')
        .selectAll('area_plan_proposal')
        .select(['proposer.name as proposer', 'decider.name as decider'])
        .where('area', '=', area)
        .orderBy('proposed_at', 'desc')
        .execute()
      return rows.map((row) => ({ ...proposedOf(row), patch: JSON.parse(row.patch) as Patch, reason: row.reason }))
    },
  }
}

interface NewAreaVersion {
  version: number
  patch: Patch
  reason: string
  changedBy: string
  approvedBy: string | null
}

interface NewAreaProposal {
  basedOn: number
  patch: Patch
  reason: string
  by: string
}

/** An area's plan as it lies under the plans of its people. */
export const areaLayer = (
  name: string,
  { version, patch }: Pick<AreaVersion, 'version' | 'patch'>,
): PlanTemplateLayer => ({
  id: AREA_LAYER,
  version,
  title: { fi: `Alueen suunnitelma: ${name}`, sv: `Områdets plan: ${name}`, en: `Plan of the area: ${name}` },
  patch,
})
