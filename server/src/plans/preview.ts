import {
  changesBetween,
  dangerChanges,
  layeredPlan,
  leftOut,
  originsOf,
  type Plan,
  type PlanFault,
  type PlanPreview,
  type PlanTemplateLayer,
  personalPart,
  planFaults,
  planTree,
  planWarnings,
  type ReadingKind,
} from '@kotisilta/contract'
import { type StoredLayers, treeOf } from './stored-layers.ts'

export interface PreviewGround {
  /** What the plan in force is made of. */
  current: StoredLayers
  measured: readonly ReadingKind[]
  /** Ids of those who can be the responsible nurse. */
  candidates: readonly string[]
  fourEyes: boolean
  now: number
}

/** What saving a plan over these templates would do. */
export function previewOf(templates: PlanTemplateLayer[], wanted: Plan, ground: PreviewGround): PlanPreview {
  const layers = { templates, personal: personalPart(templates, wanted) }
  const [before, after] = [treeOf(ground.current), planTree(wanted)]
  return {
    plan: wanted,
    origins: originsOf(layers),
    leftOut: leftOut(layers),
    faults: faultsOf(wanted, ground.candidates),
    warnings: planWarnings(wanted, { measured: new Set(ground.measured), now: ground.now }),
    differences: changesBetween(before, after),
    needsApproval: ground.fourEyes && dangerChanges(before, after).length > 0,
  }
}

/** The plan with other templates below it: what is the person's own stays. */
export const withTemplates = (current: StoredLayers, templates: PlanTemplateLayer[]): Plan =>
  layeredPlan({ templates, personal: current.personal })

/** What contradicts itself, and who does not work here. */
export const faultsOf = (plan: Plan, candidates: readonly string[]): PlanFault[] => [
  ...planFaults({ ...plan, pauses: [] }),
  ...(plan.responsible !== undefined && !candidates.includes(plan.responsible)
    ? [{ path: 'responsible', code: 'responsible-unknown' as const }]
    : []),
]
