import type { Role } from '@kotisilta/contract'

/** A claim by its path: `roles`, or `realm_access.roles` where a provider nests it. A claim whose name has dots counts as it is. */
export function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  return path.split('.').reduce<unknown>((inner, name) => {
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
      ? (inner as Record<string, unknown>)[name]
      : undefined
  }, claims)
}

/** The texts in a claim: a list as it is, one text as a list of one, anything else as none. */
export function textsIn(claim: unknown): string[] {
  const all = Array.isArray(claim) ? claim : [claim]
  return all.filter((each) => typeof each === 'string')
}

/** Our role for what the provider says: the first of the operator's list that is there. Undefined: none is. */
export function roleFor(
  claimed: readonly string[],
  roles: readonly (readonly [claimed: string, role: Role])[],
): Role | undefined {
  return roles.find(([theirs]) => claimed.includes(theirs))?.[1]
}

/** Ids of the areas that the provider names, by id or by name. */
export const areasFor = (claimed: readonly string[], areas: readonly { id: string; name: string }[]): string[] =>
  areas.filter(({ id, name }) => claimed.includes(id) || claimed.includes(name)).map(({ id }) => id)
