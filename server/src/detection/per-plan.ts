import type { Plan } from '@kotisilta/contract'

/** What follows from a plan alone is worked out once for each plan, as it is asked for with every item. */
export function perPlan<Result>(workOut: (plan: Plan) => Result): (plan: Plan) => Result {
  const known = new WeakMap<Plan, Result>()
  // One item asks again and again, and is quicker answered so than by the map.
  let lastPlan: Plan | undefined
  let lastResult: Result | undefined
  return (plan) => {
    if (plan === lastPlan) return lastResult as Result
    const result = known.get(plan) ?? workOut(plan)
    known.set(plan, result)
    lastPlan = plan
    lastResult = result
    return result
  }
}
