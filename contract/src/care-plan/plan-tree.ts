import { type Limit, type Plan, planSchema } from '../plan.ts'
import { entryKeys } from './entry-keys.ts'

/** What a plan's tree ends in; a list is one value. */
export type Leaf = string | number | boolean | null | readonly unknown[]
export interface Tree {
  readonly [key: string]: Tree | Leaf
}
export type Branch = Tree | Leaf

/** By what one limit is told from another: `heart-rate`, `blood-pressure.systolic`, `heart-rate 22:00-07:00`. */
export function limitKey({ kind, component, hours }: Pick<Limit, 'kind' | 'component' | 'hours'>): string {
  const sign = component === undefined ? kind : `${kind}.${component}`
  return hours === undefined ? sign : `${sign} ${hours.from}-${hours.to}`
}

/**
 * A plan in which whatever can be set by itself has a path of its own: limits, expected readings, medicines and goals
 * are found by key and not by their place in a list. Neither its version nor its pauses are part of what a plan says.
 */
export function planTree(plan: Plan): Tree {
  const { version: _version, pauses: _pauses, limits, expected, medicines, goals, ...others } = plan
  return {
    ...(plain(others) as Tree),
    limits: keyed(limits, limitKey),
    expected: keyed(expected, ({ kind }) => kind),
    medicines: keyed(medicines, ({ id }) => id),
    goals: keyed(goals, ({ id }) => id),
  }
}

/** The plan that a tree stands for; what it does not say is as in the group's plan. @throws ZodError */
export function planOfTree(tree: Tree): Plan {
  const { limits, expected, medicines, goals, ...others } = tree
  return planSchema.parse({
    ...others,
    limits: listed(limits),
    expected: listed(expected),
    medicines: listed(medicines),
    goals: listed(goals),
  })
}

export const isTree = (branch: Branch | undefined): branch is Tree =>
  typeof branch === 'object' && branch !== null && !Array.isArray(branch)

function keyed<Entry extends object>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Tree {
  const keys = entryKeys(entries, keyOf)
  return Object.fromEntries(entries.map((entry, place) => [keys[place], plain(entry)]))
}

/** In the order of their keys, so that two plans that say the same are the same. */
const listed = (branch: Branch | undefined): unknown[] =>
  isTree(branch)
    ? Object.entries(branch)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, entry]) => entry)
    : []

/** Without what is undefined. */
const plain = (value: object): Branch => JSON.parse(JSON.stringify(value)) as Branch
