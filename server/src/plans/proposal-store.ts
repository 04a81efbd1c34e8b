import {
  type Actor,
  type Milliseconds,
  newUlid,
  type Plan,
  type PlanChange,
  type PlanProposal,
  planSchema,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { StoredLayers } from './stored-layers.ts'
import { actor } from './version-store.ts'

export interface StoredProposal {
  id: string
  /** The version that it would change; 0 is everybody's plan. */
  basedOn: number
  from: Milliseconds | null
  until: Milliseconds | null
  layers: StoredLayers
  plan: Plan
  change: PlanChange
  restored: number | null
  reason: string
  state: PlanProposal['state']
  proposedAt: Milliseconds
  proposedBy: Actor
  decidedAt: Milliseconds | null
  decidedBy: Actor | null
  decisionNote: string | null
}

type NewProposal = Pick<
  StoredProposal,
  'basedOn' | 'from' | 'until' | 'layers' | 'plan' | 'change' | 'restored' | 'reason'
> & { patient: string; proposedBy: string }

interface Decision {
  state: 'approved' | 'declined' | 'withdrawn'
  by: string
  note: string | null
}

export function proposalStore(query: Kysely<Database>) {
  return {
    async add(proposal: NewProposal, now: Milliseconds): Promise<string> {
      const id = newUlid(now)
      await query
        .insertInto('plan_proposal')
        .values({
          id,
          patient: proposal.patient,
          based_on: proposal.basedOn,
          valid_from: proposal.from,
          valid_until: proposal.until,
          layers: JSON.stringify(proposal.layers),
          plan: JSON.stringify(proposal.plan),
          change: proposal.change,
          restored: proposal.restored,
          reason: proposal.reason,
          status: 'waiting',
          proposed_at: now,
          proposed_by: proposal.proposedBy,
          decided_at: null,
          decided_by: null,
          decision_note: null,
        })
        .execute()
      return id
    },

    async decide(id: string, { state, by, note }: Decision, now: Milliseconds): Promise<void> {
      await query
        .updateTable('plan_proposal')
        .set({ status: state, decided_at: now, decided_by: by, decision_note: note })
        .where('id', '=', id)
        .execute()
    },

    /** Newest first. */
    async of(patient: string): Promise<StoredProposal[]> {
      const rows = await query
        .selectFrom('plan_proposal')
        .leftJoin('staff as proposer', 'proposer.id', 'plan_proposal.proposed_by')
        .leftJoin('staff as decider', 'decider.id', 'plan_proposal.decided_by')
        .selectAll('plan_proposal')
        .select(['proposer.name as proposer', 'decider.name as decider'])
        .where('patient', '=', patient)
        .orderBy('proposed_at', 'desc')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        basedOn: row.based_on,
        from: row.valid_from,
        until: row.valid_until,
        layers: JSON.parse(row.layers) as StoredLayers,
        plan: planSchema.parse(JSON.parse(row.plan)),
        change: row.change as PlanChange,
        restored: row.restored,
        reason: row.reason,
        state: row.status as PlanProposal['state'],
        proposedAt: row.proposed_at,
        proposedBy: { id: row.proposed_by, name: row.proposer ?? row.proposed_by },
        decidedAt: row.decided_at,
        decidedBy: actor(row.decided_by, row.decider),
        decisionNote: row.decision_note,
      }))
    },
  }
}
