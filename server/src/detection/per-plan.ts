import type { Plan } from '@kotisilta/contract'

/** What follows from a plan alone is worked out once for each plan, as it is asked for with every item. */
export function perPlan<Result>(workOut: (plan: Plan) => Result): (plan: Plan) => Result {
  const known = new WeakMap<Plan, Result>()
  return (plan) => {
    const before = known.get(plan)
    if (before !== undefined) return before
    const result = workOut(plan)
    known.set(plan, result)
    return result
  }
}
