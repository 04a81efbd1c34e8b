import { type Plan, planSchema, planTree, type Tree } from '@kotisilta/contract'
import type { Faults } from './faults.ts'
import { limitOfFhir, limitToFhir } from './limits.ts'
import { medicineOfFhir, medicineToFhir } from './medicines.ts'
import type { Contained } from './resource.ts'
import { rulesExtension } from './rules.ts'

/** Contained limits and medicines, and the rules: what a CarePlan and a PlanDefinition have in common. */
export function contentToFhir(plan: Plan, subject: string) {
  const { limits: _l, expected: _e, medicines: _m, goals: _g, responsible: _r, ...rules } = planTree(plan)
  return {
    rules: rulesExtension(rules as Tree),
    limits: plan.limits.map((limit, place) => limitToFhir(limit, `limit-${place + 1}`)),
    medicines: plan.medicines.map((medicine, place) => medicineToFhir(medicine, `medicine-${place + 1}`, subject)),
  }
}

export function limitsAndMedicines(contained: Contained, faults: Faults): Pick<Plan, 'limits' | 'medicines'> {
  const limits: Plan['limits'] = []
  const medicines: Plan['medicines'] = []
  for (const [place, resource] of contained.entries()) {
    const path = `contained.${place}`
    if (resource.resourceType === 'ObservationDefinition') {
      const limit = limitOfFhir(resource, path, faults)
      if (limit !== undefined) limits.push(limit)
    } else if (resource.resourceType === 'MedicationRequest') medicines.push(medicineOfFhir(resource, path, faults))
  }
  return { limits, medicines }
}

export type Understood<Value> = { ok: true; value: Value } | { ok: false; faults: Faults['found'] }

/** A plan of what has been read, unless something in it was not understood or does not make one. */
export function planOf(given: unknown, faults: Faults): Understood<Plan> {
  const parsed = planSchema.safeParse(given)
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) faults.add(path.join('.'), 'plan-invalid', message)
  }
  return parsed.success && faults.found.length === 0
    ? { ok: true, value: parsed.data }
    : { ok: false, faults: faults.found }
}

/** Faults of a resource's shape. */
export const shapeFaults = (issues: readonly { path: PropertyKey[]; message: string }[]): Understood<never> => ({
  ok: false,
  faults: issues.map(({ path, message }) => ({ path: path.map(String).join('.'), code: 'shape', message })),
})
