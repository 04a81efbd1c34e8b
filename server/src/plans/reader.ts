import {
  type CarePlan,
  changesBetween,
  isoTime,
  leftOut,
  type Milliseconds,
  originsOf,
  type Plan,
  type PlanHistory,
  type PlanPause,
  type PlanProposal,
  type PlanTemplateLayer,
  planWarnings,
  type ReadingKind,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { areaNow, groupVersions } from './area/group-versions.ts'
import { fourEyesSetting } from './four-eyes.ts'
import { pauseStore } from './pause-store.ts'
import { isOver } from './pauses.ts'
import { proposalStore, type StoredProposal } from './proposal-store.ts'
import { isoOrNull } from './stored-change.ts'
import { treeOf } from './stored-layers.ts'
import { inForceAt, type StoredVersion, versionStore } from './version-store.ts'

const CANDIDATE_ROLES = ['nurse', 'coordinator', 'on-call', 'physician']

/** Plans as people look at them. */
export function planReader(query: Kysely<Database>) {
  const versionsOf = versionStore(query).of
  const pausesOf = pauseStore(query).of
  const proposalsOf = proposalStore(query).of
  const fourEyes = fourEyesSetting(query).for

  /** Staff who are there to answer for a plan. */
  const candidates = () =>
    query
      .selectFrom('staff')
      .select(['id', 'name'])
      .where('role', 'in', CANDIDATE_ROLES)
      .where('disabled_at', 'is', null)
      .orderBy('name')
      .execute()

  /** What is known to be measured: what came from any device that is the person's now, or was entered by hand. */
  const measured = async (patient: string): Promise<ReadingKind[]> => {
    const rows = await query.selectFrom('series').select('kind').distinct().where('patient', '=', patient).execute()
    return rows.map(({ kind }) => kind as ReadingKind)
  }

  /** Newest first, the one in force, and what the person's area has for everybody. */
  async function versions(patient: string, now: Milliseconds) {
    const all = await versionsOf(patient)
    const group = await groupVersions(query, patient)
    return { all, newest: all[0]?.version ?? 0, current: inForceAt(all, now, group), group }
  }

  return {
    measured,
    candidates,
    fourEyes,
    versions,

    /** What judges now; the group's plan for whoever has none. */
    async inForce(patient: string, now: Milliseconds): Promise<Plan> {
      return withPauses((await versions(patient, now)).current, await pausesOf(patient))
    },

    async carePlan(patient: { id: string; name: string }, now: Milliseconds): Promise<CarePlan> {
      const { all, newest, current, group } = await versions(patient.id, now)
      const pauses = await pausesOf(patient.id)
      const kinds = await measured(patient.id)
      const staff = await candidates()
      const plan = withPauses(current, pauses)
      const proposals = (await proposalsOf(patient.id)).filter(({ state }) => state === 'waiting')
      return {
        patient: { id: patient.id, name: patient.name },
        version: current.version,
        newest,
        from: current.version === 0 ? null : isoTime(current.from),
        until: isoOrNull(current.until),
        reason: current.reason,
        changedAt: current.version === 0 ? null : isoTime(current.changedAt),
        changedBy: current.changedBy,
        plan,
        templates: current.layers.templates.map(named),
        areaPlan: areaNow(group).map(named)[0] ?? null,
        origins: originsOf(current.layers),
        leftOut: leftOut(current.layers),
        warnings: planWarnings(plan, { measured: new Set(kinds), now }),
        pauses: pauses.filter((pause) => !isOver(pause, now)),
        proposals: proposals.map((proposal) => shownProposal(proposal, all, group)),
        upcoming: all
          .filter(({ from }) => from > now)
          .map(({ version, from, reason }) => ({ version, from: isoTime(from), reason })),
        fourEyes: await fourEyes(patient.id),
        responsible: staff.find(({ id }) => id === plan.responsible) ?? null,
        candidates: staff,
        measured: kinds,
      }
    },

    async history(patient: string): Promise<PlanHistory> {
      const versions = await versionsOf(patient)
      const group = await groupVersions(query, patient)
      return {
        versions: versions.map((version, place) => ({
          version: version.version,
          from: isoTime(version.from),
          until: isoOrNull(version.until),
          change: version.change,
          restored: version.restored,
          reason: version.reason,
          changedAt: isoTime(version.changedAt),
          changedBy: version.changedBy,
          approvedBy: version.approvedBy,
          templates: version.layers.templates.map(named),
          differences: changesBetween(
            treeOf((versions[place + 1] ?? inForceAt([], version.changedAt, group)).layers),
            treeOf(version.layers),
          ),
        })),
        pauses: (await pausesOf(patient)).toReversed(),
        proposals: (await proposalsOf(patient)).map((proposal) => shownProposal(proposal, versions, group)),
      }
    },
  }
}

export type PlanReader = ReturnType<typeof planReader>

function withPauses({ plan }: StoredVersion, pauses: readonly PlanPause[]): Plan {
  const given = pauses.filter(({ from, until }) => from < until)
  return { ...plan, pauses: given.map(({ from, until, reason }) => ({ from, until, reason })) }
}

const named = ({ id, version, title }: PlanTemplateLayer) => ({ id, version, title })

function shownProposal(
  proposal: StoredProposal,
  versions: readonly StoredVersion[],
  group: readonly StoredVersion[],
): PlanProposal {
  const base = versions.find(({ version }) => version === proposal.basedOn) ?? inForceAt([], proposal.proposedAt, group)
  const { id, state, proposedBy, reason, decidedBy, decisionNote } = proposal
  return {
    id,
    state,
    proposedAt: isoTime(proposal.proposedAt),
    proposedBy,
    reason,
    from: isoOrNull(proposal.from),
    until: isoOrNull(proposal.until),
    differences: changesBetween(treeOf(base.layers), treeOf(proposal.layers)),
    decidedAt: isoOrNull(proposal.decidedAt),
    decidedBy,
    decisionNote,
  }
}
