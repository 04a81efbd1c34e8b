import { type CarePlan, changesBetween, type Plan, type PlanPreview, planTree } from '@kotisilta/contract'
import type { Choice } from '../../api/plan-endpoints.ts'

/** A plan as somebody is writing it. */
export interface Draft {
  /** The newest version when the writing began. */
  seen: number
  plan: Plan
  templates: Choice
  change: 'edited' | 'imported'
  /** What it began with where that is not the plan in force: other templates below it, or a file. */
  base?: Pick<PlanPreview, 'plan' | 'origins'>
}

export const draftOf = ({ newest, plan, templates }: CarePlan): Draft => ({
  seen: newest,
  plan,
  templates: templates.map(({ id, version }) => ({ id, version })),
  change: 'edited',
})

/** What has been written and not saved, by patient: leaving the screen with the browser's own buttons loses nothing. */
const kept = new Map<string, Draft>()
export const keptDraft = (patient: string): Draft | undefined => kept.get(patient)
export function keepDraft(patient: string, draft: Draft | undefined): void {
  if (draft === undefined) kept.delete(patient)
  else kept.set(patient, draft)
}

/** What the draft says otherwise than the plan in force; not-a-numbers are differences, too. */
export const differencesOf = (care: CarePlan, { plan }: Draft) => changesBetween(planTree(care.plan), planTree(plan))

export const isDirty = (care: CarePlan, draft: Draft): boolean =>
  differencesOf(care, draft).length > 0 ||
  JSON.stringify(draft.templates) !== JSON.stringify(care.templates.map(({ id, version }) => ({ id, version })))

/** What has been written by hand, and not come from a template or a file. */
export const writtenIn = (care: CarePlan, { plan, base = care }: Draft) =>
  changesBetween(planTree(base.plan), planTree(plan))
