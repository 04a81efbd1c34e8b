import { layeredPlan, type PlanTemplateLayer } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import { GROUP_VERSION, type StoredVersion } from '../version-store.ts'
import { areaLayer, areaPlanStore } from './store.ts'

/** What judges somebody who has no plan of their own, newest first; the last is the product's, from ever. */
export async function groupVersions(query: Kysely<Database>, patient: string): Promise<StoredVersion[]> {
  const area = await query
    .selectFrom('patient')
    .innerJoin('home', 'home.id', 'patient.home')
    .innerJoin('area', 'area.id', 'home.area')
    .select(['area.id', 'area.name'])
    .where('patient.id', '=', patient)
    .executeTakeFirst()
  if (area === undefined) return [GROUP_VERSION]
  const versions = await areaPlanStore(query).of(area.id)
  const asVersions = versions.map(
    ({ from, patch, version, reason, changedAt, changedBy, approvedBy }): StoredVersion => {
      const layers = { templates: [areaLayer(area.name, { version, patch })], personal: {} }
      const plan = layeredPlan(layers)
      return { ...GROUP_VERSION, from, layers, plan, change: 'edited', reason, changedAt, changedBy, approvedBy }
    },
  )
  return [...asVersions, GROUP_VERSION]
}

/** The area's plan as it would be laid under somebody's now; empty if it has none. */
export const areaNow = (group: readonly StoredVersion[]): PlanTemplateLayer[] => group[0]?.layers.templates ?? []
