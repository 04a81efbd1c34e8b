/** The keys that entries have in a plan's tree: a second one with the same key is `key ~2`. */
export function entryKeys<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): string[] {
  const seen = new Map<string, number>()
  return entries.map((entry) => {
    const key = keyOf(entry)
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return times === 1 ? key : `${key} ~${times}`
  })
}
