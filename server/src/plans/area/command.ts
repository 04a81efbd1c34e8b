import {
  type Actor,
  changesBetween,
  dangerChanges,
  type Ground,
  layeredPlan,
  type Milliseconds,
  modelPatch,
  type Patch,
  type Plan,
  planFaults,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../../audit/store.ts'
import type { CommandResult } from '../../commit/commands.ts'
import type { Work } from '../../commit/work.ts'
import type { Database } from '../../database/schema.ts'
import { fourEyesSetting } from '../four-eyes.ts'
import { treeOf } from '../stored-layers.ts'
import { AREA_LAYER, areaPlanStore } from './store.ts'

/** Another plan for whoever lives in the area and has none of their own. */
export interface SaveAreaPlan {
  type: 'area-plan-saved'
  area: string
  by: Actor
  ground: Ground
  /** The newest version that the person saw. */
  seen: number
  plan: Plan
  reason: string
}

/** Another person says yes or no; whoever made it can take it back by declining. */
export interface DecideAreaPlan {
  type: 'area-plan-decided'
  area: string
  proposal: string
  by: Actor
  ground: Ground
  decision: 'approve' | 'decline'
  note?: string | undefined
}

/**
 * Refused: `not-found`, `plan-changed`, `plan-contradictory`, `plan-unchanged`. Result: the version's number, or the id of the
 * proposal where danger limits change and the area wants four eyes.
 */
export async function saveAreaPlan(
  query: Kysely<Database>,
  audit: AuditLog,
  { area, by, ground, seen, plan, reason }: SaveAreaPlan,
  { now }: Work,
): Promise<CommandResult> {
  const known = await query.selectFrom('area').select('id').where('id', '=', area).executeTakeFirst()
  if (known === undefined) return { done: false, code: 'not-found' }
  const store = areaPlanStore(query)
  const [newest] = await store.of(area)
  const version = newest?.version ?? 0
  if (version !== seen) return { done: false, code: 'plan-changed' }
  const patch = modelPatch(plan)
  if (planFaults(layeredPlan(layersOf(patch))).length > 0) return { done: false, code: 'plan-contradictory' }
  const [before, after] = [treeOf(layersOf(newest?.patch ?? {})), treeOf(layersOf(patch))]
  if (changesBetween(before, after).length === 0) return { done: false, code: 'plan-unchanged' }
  const log = (action: string, detail: string) =>
    audit.record({ staff: by.id, patient: null, action, detail: `${area} ${detail}`, ground }, now)
  if (dangerChanges(before, after).length > 0 && (await fourEyesSetting(query).of(area))) {
    const created = await store.propose(area, { basedOn: version, patch, reason, by: by.id }, now)
    await log('area-plan-proposed', created)
    return { done: true, created }
  }
  const next = { version: version + 1, patch, reason, changedBy: by.id, approvedBy: null }
  await store.add(area, next, now)
  await log('area-plan-saved', String(next.version))
  return { done: true, version: next.version }
}

/**
 * Refused: `not-found`, `plan-proposal-decided`, `plan-second-person-needed`, `plan-proposal-outdated` (the area's plan has
 * been changed since).
 */
export async function decideAreaPlan(
  query: Kysely<Database>,
  audit: AuditLog,
  { area, proposal: id, by, ground, decision, note = '' }: DecideAreaPlan,
  { now }: Work,
): Promise<CommandResult> {
  const store = areaPlanStore(query)
  const proposal = (await store.proposals(area)).find((one) => one.id === id)
  if (proposal === undefined) return { done: false, code: 'not-found' }
  if (proposal.state !== 'waiting')
    return { done: false, code: 'plan-proposal-decided', ...(proposal.decidedBy && { by: proposal.decidedBy }) }
  const isOwn = proposal.proposedBy.id === by.id
  const decide = async (state: 'approved' | 'declined' | 'withdrawn', at: Milliseconds) => {
    await store.decide(id, { state, by: by.id, note: note === '' ? null : note }, at)
    const detail = `${area} ${id}`
    await audit.record({ staff: by.id, patient: null, action: `area-plan-${state}`, detail, ground }, at)
  }
  if (decision === 'decline') {
    await decide(isOwn ? 'withdrawn' : 'declined', now)
    return { done: true }
  }
  if (isOwn) return { done: false, code: 'plan-second-person-needed' }
  const [newest] = await store.of(area)
  if ((newest?.version ?? 0) !== proposal.basedOn) return { done: false, code: 'plan-proposal-outdated' }
  const { patch, reason, proposedBy } = proposal
  const version = proposal.basedOn + 1
  await store.add(area, { version, patch, reason, changedBy: proposedBy.id, approvedBy: by.id }, now)
  await decide('approved', now)
  return { done: true, version }
}

const layersOf = (patch: Patch) => ({
  templates: [{ id: AREA_LAYER, version: 1, title: { fi: '', sv: '', en: '' }, patch }],
  personal: {},
})
