import {
  type AreaPlan,
  type AreaPlanPeople,
  changesBetween,
  isoTime,
  layeredPlan,
  type Milliseconds,
  type Patch,
  type PlanAreas,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import { fourEyesSetting } from '../four-eyes.ts'
import { isoOrNull } from '../stored-change.ts'
import { type StoredLayers, treeOf } from '../stored-layers.ts'
import { AREA_LAYER, areaLayer, areaPlanStore } from './store.ts'

/** Areas' plans as people look at them. */
export function areaPlanReader(query: Kysely<Database>) {
  const store = areaPlanStore(query)

  /** Whose plan it is, and whose it would be if they took it up. */
  async function people(area: string, sees: (patient: string) => boolean, now: Milliseconds): Promise<AreaPlanPeople> {
    const rows = await query
      .selectFrom('patient')
      .innerJoin('home', 'home.id', 'patient.home')
      .select(['patient.id', 'patient.name'])
      .where('home.area', '=', area)
      .where('patient.status', 'in', ['active', 'hospital'])
      .orderBy('patient.name')
      .execute()
    const layers = await layersInForce(query, area, now)
    const following = rows.filter(({ id }) => !layers.has(id))
    const own = rows.filter(({ id }) => layers.has(id))
    const named = (list: typeof rows) => list.filter(({ id }) => sees(id))
    return {
      following: { count: following.length, people: named(following) },
      own: {
        count: own.length,
        people: named(own).map((person) => ({
          ...person,
          version: layers.get(person.id)?.templates.find(({ id }) => id === AREA_LAYER)?.version ?? null,
        })),
      },
    }
  }

  return {
    async areas(): Promise<Omit<PlanAreas[number], 'mayChange'>[]> {
      const rows = await query
        .selectFrom('area')
        .leftJoin('plan_setting', 'plan_setting.area', 'area.id')
        .select((select) => [
          'area.id',
          'area.name',
          'four_eyes',
          select
            .selectFrom('area_plan_version')
            .select((inner) => inner.fn.max('version').as('newest'))
            .whereRef('area_plan_version.area', '=', 'area.id')
            .as('version'),
          select
            .selectFrom('area_plan_proposal')
            .select((inner) => inner.fn.countAll<number>().as('count'))
            .whereRef('area_plan_proposal.area', '=', 'area.id')
            .where('status', '=', 'waiting')
            .as('waiting'),
        ])
        .orderBy('area.name')
        .execute()
      return rows.map(({ id, name, four_eyes, version, waiting }) => ({
        id,
        name,
        fourEyes: four_eyes === 1,
        version: version ?? 0,
        waiting: waiting ?? 0,
      }))
    },

    async of(id: string, sees: (patient: string) => boolean, now: Milliseconds): Promise<AreaPlan | undefined> {
      const area = await query.selectFrom('area').selectAll().where('id', '=', id).executeTakeFirst()
      if (area === undefined) return undefined
      const layers = (patch: Patch) => ({ templates: [areaLayer(area.name, { version: 1, patch })], personal: {} })
      const versions = await store.of(id)
      const patchOf = (version: number) => versions.find((one) => one.version === version)?.patch ?? {}
      const differences = (before: Patch, after: Patch) => changesBetween(treeOf(layers(before)), treeOf(layers(after)))
      return {
        area,
        version: versions[0]?.version ?? 0,
        plan: layeredPlan(layers(versions[0]?.patch ?? {})),
        fourEyes: await fourEyesSetting(query).of(id),
        history: versions.map(({ version, patch, reason, changedAt, changedBy, approvedBy }) => ({
          version,
          reason,
          changedAt: isoTime(changedAt),
          changedBy,
          approvedBy,
          differences: differences(patchOf(version - 1), patch),
        })),
        proposals: (await store.proposals(id)).map(({ basedOn, patch, proposedAt, decidedAt, ...proposal }) => ({
          ...proposal,
          proposedAt: isoTime(proposedAt),
          decidedAt: isoOrNull(decidedAt),
          from: null,
          until: null,
          differences: differences(patchOf(basedOn), patch),
        })),
        people: await people(id, sees, now),
      }
    },
  }
}

export type AreaPlanReader = ReturnType<typeof areaPlanReader>

/** Of whom there is a plan of their own in force, by person. */
async function layersInForce(
  query: Kysely<Database>,
  area: string,
  now: Milliseconds,
): Promise<Map<string, StoredLayers>> {
  const rows = await query
    .selectFrom('plan_version')
    .innerJoin('patient', 'patient.id', 'plan_version.patient')
    .innerJoin('home', 'home.id', 'patient.home')
    .select(['plan_version.patient', 'layers'])
    .where('home.area', '=', area)
    .where('valid_from', '<=', now)
    .where((where) => where.or([where('valid_until', 'is', null), where('valid_until', '>', now)]))
    .orderBy('plan_version.version')
    .execute()
  return new Map(rows.map(({ patient, layers }) => [patient, JSON.parse(layers) as StoredLayers]))
}
