import type { Plan } from '@kotisilta/contract'

type Holder = Record<string, unknown>

/** The plan with another value at a path; `undefined` takes it away. */
export function withValue(plan: Plan, path: readonly string[], value: unknown): Plan {
  return set(plan, path, value) as Plan
}

function set(holder: Holder, [key = '', ...rest]: readonly string[], value: unknown): Holder {
  if (rest.length > 0) return { ...holder, [key]: set((holder[key] ?? {}) as Holder, rest, value) }
  if (value !== undefined) return { ...holder, [key]: value }
  const { [key]: _gone, ...others } = holder
  return others
}

export function valueAt(plan: Plan, path: readonly string[]): unknown {
  let value: unknown = plan
  for (const key of path) value = (value as Holder | undefined)?.[key]
  return value
}
