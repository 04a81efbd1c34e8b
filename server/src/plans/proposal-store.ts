import { type Actor, type Milliseconds, newUlid, type PlanProposal } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { actor, changeColumns, changeOf, type StoredChange } from './stored-change.ts'

export interface StoredProposal extends StoredChange {
  id: string
  /** The version that it would change; 0 is the plan of whoever has none of their own. */
  basedOn: number
  state: PlanProposal['state']
  proposedAt: Milliseconds
  proposedBy: Actor
  decidedAt: Milliseconds | null
  decidedBy: Actor | null
  decisionNote: string | null
}

interface NewProposal extends StoredChange {
  patient: string
  basedOn: number
  proposedBy: string
}

export interface Decision {
  state: 'approved' | 'declined' | 'withdrawn'
  by: string
  note: string | null
}

export function proposalStore(query: Kysely<Database>) {
  return {
    async add({ patient, basedOn, proposedBy, ...change }: NewProposal, now: Milliseconds): Promise<string> {
      const id = newUlid(now)
      await query
        .insertInto('plan_proposal')
        .values({
          id,
          patient,
          based_on: basedOn,
          ...changeColumns(change),
          status: 'waiting',
          proposed_at: now,
          proposed_by: proposedBy,
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
      return rows.map((row) => ({ ...changeOf(row), ...proposedOf(row) }))
    },
  }
}

interface ProposedRow {
  id: string
  based_on: number
  status: string
  proposed_at: Milliseconds
  proposed_by: string
  proposer: string | null
  decided_at: Milliseconds | null
  decided_by: string | null
  decider: string | null
  decision_note: string | null
}

/** Who proposed it, and what became of that. */
export const proposedOf = (row: ProposedRow): Omit<StoredProposal, keyof StoredChange> => ({
  id: row.id,
  basedOn: row.based_on,
  state: row.status as PlanProposal['state'],
  proposedAt: row.proposed_at,
  proposedBy: { id: row.proposed_by, name: row.proposer ?? row.proposed_by },
  decidedAt: row.decided_at,
  decidedBy: actor(row.decided_by, row.decider),
  decisionNote: row.decision_note,
})
