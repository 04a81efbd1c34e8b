import { entryKeys, limitKey, type Plan, type PlanFault, pathKey, planFaults, planSchema } from '@kotisilta/contract'

/** What is wrong at one place; `value-missing`: what is written there is not what has to be there. */
export interface DraftFault {
  path: string
  code: PlanFault['code'] | 'value-missing'
}

/** Everything for which a plan as it is being written cannot be saved yet. */
export function draftFaults(plan: Plan): DraftFault[] {
  const parsed = planSchema.safeParse(plan)
  if (parsed.success) return planFaults({ ...plan, pauses: [] })
  return parsed.error.issues.map(({ path }) => ({ path: treePath(plan, path), code: 'value-missing' }))
}

const KEYS = {
  limits: (plan: Plan) => entryKeys(plan.limits, limitKey),
  expected: (plan: Plan) => entryKeys(plan.expected, ({ kind }) => kind),
  medicines: (plan: Plan) => entryKeys(plan.medicines, ({ id }) => id),
  goals: (plan: Plan) => entryKeys(plan.goals, ({ id }) => id),
} as const

/** From a place in a list to its key: `limits.0.red.high` is `limits/heart-rate/red/high`. */
function treePath(plan: Plan, [where, place, ...rest]: readonly PropertyKey[]): string {
  const keys = Object.hasOwn(KEYS, String(where)) ? KEYS[where as keyof typeof KEYS](plan) : undefined
  const key = keys?.[Number(place)] ?? place
  return pathKey([where, key, ...rest].filter((part) => part !== undefined).map(String))
}
