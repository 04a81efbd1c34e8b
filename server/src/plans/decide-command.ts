import { type Actor, layeredPlan, planFaults } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { groupVersions } from './area/group-versions.ts'
import { versionsSeen } from './plan-command.ts'
import { proposalStore, type StoredProposal } from './proposal-store.ts'
import { rebased } from './rebase.ts'
import type { StoredLayers } from './stored-layers.ts'
import { inForceAt, type StoredVersion, versionStore } from './version-store.ts'

/** Another person says yes or no to a proposal; whoever made it can take it back by declining. */
export interface DecidePlan {
  type: 'plan-decided'
  patient: string
  proposal: string
  by: Actor
  decision: 'approve' | 'decline'
  /** The newest version that the person saw; for approving. */
  seen?: number
  note?: string
}

/**
 * Refused: `not-found`, `plan-proposal-decided`, `plan-second-person-needed`, `plan-changed`, `plan-proposal-outdated`
 * (the plan was changed since in the same place, or the time for which it was meant has passed).
 */
export async function decidePlan(
  query: Kysely<Database>,
  audit: AuditLog,
  { patient, proposal: id, by, decision, seen, note = '' }: DecidePlan,
  { now }: Work,
): Promise<CommandResult> {
  const store = proposalStore(query)
  const proposal = (await store.of(patient)).find((one) => one.id === id)
  if (proposal === undefined) return { done: false, code: 'not-found' }
  if (proposal.state !== 'waiting') {
    return { done: false, code: 'plan-proposal-decided', ...(proposal.decidedBy && { by: proposal.decidedBy }) }
  }
  const isOwn = proposal.proposedBy.id === by.id
  const decided = { by: by.id, note: note === '' ? null : note }
  if (decision === 'decline') {
    const state = isOwn ? 'withdrawn' : 'declined'
    await store.decide(id, { ...decided, state }, now)
    await audit.record({ staff: by.id, patient, action: `plan-${state}`, detail: id }, now)
    return { done: true }
  }
  if (isOwn) return { done: false, code: 'plan-second-person-needed' }
  const versions = await versionsSeen(query, { patient, seen: seen ?? -1 })
  if (typeof versions === 'string') return { done: false, code: versions }
  const from = Math.max(proposal.from ?? now, now)
  const group = await groupVersions(query, patient)
  const layers = layersNow(proposal, [...versions, ...group], inForceAt(versions, from, group))
  const isPast = proposal.until !== null && proposal.until <= from
  if (layers === undefined || isPast) return { done: false, code: 'plan-proposal-outdated' }
  const plan = layeredPlan(layers)
  if (planFaults(plan).length > 0) return { done: false, code: 'plan-proposal-outdated' }
  const { until, change, restored, reason, proposedBy } = proposal
  const version = await versionStore(query).add(
    { patient, from, until, layers, plan, change, restored, reason, changedBy: proposedBy.id, approvedBy: by.id },
    now,
  )
  await store.decide(id, { ...decided, state: 'approved' }, now)
  await audit.record({ staff: by.id, patient, action: 'plan-approved', detail: `${id} ${version}` }, now)
  return { done: true, version }
}

function layersNow(
  { basedOn, layers }: StoredProposal,
  versions: readonly StoredVersion[],
  current: StoredVersion,
): StoredLayers | undefined {
  if (basedOn === current.version) return layers
  const base = versions.find(({ version }) => version === basedOn)
  return base && rebased(base.layers, layers, current.layers)
}
