import { groupPlan, type Plan } from '../plan.ts'
import { type Patch, patchBetween } from './plan-patch.ts'
import { planTree } from './plan-tree.ts'

/**
 * What of somebody's plan can serve as a model for others: measurements, limits and what is watched. Medicines, goals, who answers
 * for it and pauses are one person's own and stay behind.
 */
export const modelPlan = ({ responsible: _whose, ...plan }: Plan): Plan => ({
  ...plan,
  version: groupPlan.version,
  medicines: [],
  goals: [],
  pauses: [],
})

/** The model as a template has it: what differs from the plan that everybody has. */
export const modelPatch = (plan: Plan): Patch => patchBetween(planTree(groupPlan), planTree(modelPlan(plan)))

/** A template that makes this plan of everybody's; who answers for one person's plan is nothing for a template. */
export const templatePatch = ({ responsible: _whose, ...plan }: Plan): Patch =>
  patchBetween(planTree(groupPlan), planTree(plan))
