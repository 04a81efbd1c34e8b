/** The value at a path of keys in what JSON.parse gave; undefined where there is none. Only own keys: `constructor` is none. */
export function valueAt(json: unknown, path: readonly string[]): unknown {
  let value = json
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

/** `state.temperature` as its keys. */
export const pathOf = (dotted: string): readonly string[] => dotted.split('.')
