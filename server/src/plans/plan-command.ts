import {
  type Actor,
  dangerChanges,
  layeredPlan,
  type Milliseconds,
  type Plan,
  type PlanChange,
  personalPart,
  planFaults,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { areaNow, groupVersions } from './area/group-versions.ts'
import { templateCatalogue } from './catalogue.ts'
import { fourEyesSetting } from './four-eyes.ts'
import { proposalStore } from './proposal-store.ts'
import { isSame, type StoredLayers, treeOf } from './stored-layers.ts'
import { inForceAt, type StoredVersion, versionStore } from './version-store.ts'

interface Changing {
  patient: string
  by: Actor
  /** The newest version that the person saw. */
  seen: number
  reason: string
}

/** A new version: templates, and over them the whole plan as it is wanted. */
export interface SavePlan extends Changing {
  type: 'plan-saved'
  templates: { id: string; version: number }[]
  plan: Plan
  change: PlanChange
  from?: Milliseconds
  until?: Milliseconds
}

/** What an earlier version said, said again; 0 is everybody's plan. */
export interface RestorePlan extends Changing {
  type: 'plan-restored'
  version: number
}

interface Wanted {
  layers: StoredLayers
  plan: Plan
  from: Milliseconds | null
  until: Milliseconds | null
  change: PlanChange
  restored: number | null
}

/**
 * Refused: `not-found`, `plan-changed` (there is a newer version than was seen), `plan-template-unknown`,
 * `plan-contradictory`, `plan-unchanged`. Result: the version's number, or the id of the proposal that was made of it.
 */
export async function savePlan(
  query: Kysely<Database>,
  audit: AuditLog,
  command: SavePlan,
  { now }: Work,
): Promise<CommandResult> {
  const versions = await versionsSeen(query, command)
  if (typeof versions === 'string') return { done: false, code: versions }
  const from = command.from === undefined ? null : Math.max(command.from, now)
  const until = command.until ?? null
  const group = await groupVersions(query, command.patient)
  const current = inForceAt(versions, from ?? now, group)
  const templates = await templateCatalogue(query).layers(command.templates, [
    ...current.layers.templates,
    ...areaNow(group),
  ])
  if (templates === undefined) return { done: false, code: 'plan-template-unknown' }
  const ends = until !== null && until <= (from ?? now)
  if (ends || planFaults({ ...command.plan, pauses: [] }).length > 0) return { done: false, code: 'plan-contradictory' }
  const layers = { templates, personal: personalPart(templates, command.plan) }
  const wanted = { layers, plan: layeredPlan(layers), from, until, change: command.change, restored: null }
  if (until === null && isSame(layers, current.layers)) return { done: false, code: 'plan-unchanged' }
  return saveOrPropose(query, audit, command, current, wanted, now)
}

/** Refused: as `savePlan`. */
export async function restorePlan(
  query: Kysely<Database>,
  audit: AuditLog,
  command: RestorePlan,
  { now }: Work,
): Promise<CommandResult> {
  const versions = await versionsSeen(query, command)
  if (typeof versions === 'string') return { done: false, code: versions }
  const group = await groupVersions(query, command.patient)
  const earlier = [...versions, ...group].find(({ version }) => version === command.version)
  if (earlier === undefined) return { done: false, code: 'not-found' }
  const current = inForceAt(versions, now, group)
  const { layers, version: restored } = earlier
  if (isSame(layers, current.layers) && current.until === null) return { done: false, code: 'plan-unchanged' }
  const wanted = { layers, plan: layeredPlan(layers), from: null, until: null, change: 'restored' as const, restored }
  if (planFaults(wanted.plan).length > 0) return { done: false, code: 'plan-contradictory' }
  return saveOrPropose(query, audit, command, current, wanted, now)
}

async function saveOrPropose(
  query: Kysely<Database>,
  audit: AuditLog,
  { patient, by, reason }: Changing,
  current: StoredVersion,
  wanted: Wanted,
  now: Milliseconds,
): Promise<CommandResult> {
  const danger = dangerChanges(treeOf(current.layers), treeOf(wanted.layers))
  if (danger.length > 0 && (await fourEyesSetting(query).for(patient))) {
    const created = await proposalStore(query).add(
      { ...wanted, patient, reason, basedOn: current.version, proposedBy: by.id },
      now,
    )
    await audit.record({ staff: by.id, patient, action: 'plan-proposed', detail: created }, now)
    return { done: true, created }
  }
  const version = await versionStore(query).add(
    { ...wanted, from: wanted.from ?? now, patient, reason, changedBy: by.id, approvedBy: null },
    now,
  )
  const action = wanted.restored === null ? 'plan-saved' : 'plan-restored'
  await audit.record({ staff: by.id, patient, action, detail: String(version) }, now)
  return { done: true, version }
}

/** All versions, if the person knows of the newest. */
export async function versionsSeen(
  query: Kysely<Database>,
  { patient, seen }: Pick<Changing, 'patient' | 'seen'>,
): Promise<StoredVersion[] | 'not-found' | 'plan-changed'> {
  const known = await query.selectFrom('patient').select('id').where('id', '=', patient).executeTakeFirst()
  if (known === undefined) return 'not-found'
  const versions = await versionStore(query).of(patient)
  return (versions[0]?.version ?? 0) === seen ? versions : 'plan-changed'
}
