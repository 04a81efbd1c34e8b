import { type Actor, isoTime, type Milliseconds, type Plan, type PlanChange, planSchema } from '@kotisilta/contract'
import type { StoredLayers } from './stored-layers.ts'

/** What somebody makes of a plan: in force as a version, or waiting as a proposal. */
export interface StoredChange<From = Milliseconds | null> {
  from: From
  until: Milliseconds | null
  layers: StoredLayers
  plan: Plan
  change: PlanChange
  /** Of which version it is a copy. */
  restored: number | null
  reason: string
}

interface ChangeColumns<From> {
  valid_from: From
  valid_until: Milliseconds | null
  layers: string
  plan: string
  change: string
  restored: number | null
  reason: string
}

export const changeColumns = <From>(change: StoredChange<From>): ChangeColumns<From> => ({
  valid_from: change.from,
  valid_until: change.until,
  layers: JSON.stringify(change.layers),
  plan: JSON.stringify(change.plan),
  change: change.change,
  restored: change.restored,
  reason: change.reason,
})

export const changeOf = <From>(row: ChangeColumns<From>): StoredChange<From> => ({
  from: row.valid_from,
  until: row.valid_until,
  layers: JSON.parse(row.layers) as StoredLayers,
  plan: planSchema.parse(JSON.parse(row.plan)),
  change: row.change as PlanChange,
  restored: row.restored,
  reason: row.reason,
})

/** A name as it is now; whoever is not on the staff any more is shown by id. */
export const actor = (id: string | null, name: string | null): Actor | null =>
  id === null ? null : { id, name: name ?? id }

export const isoOrNull = (time: Milliseconds | null): string | null => (time === null ? null : isoTime(time))
