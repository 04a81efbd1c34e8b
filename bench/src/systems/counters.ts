/** What the server counts about itself since it started. */
export interface Counters {
  /** Stored and judged. */
  readonly items: number
  readonly duplicates: number
  readonly refused: number
  readonly commits: number
  /** Time from begin to commit, of all of them together. */
  readonly commitSeconds: number
}

/** Reads the server's own figures out of Prometheus' text form. */
export function parseCounters(text: string): Counters {
  const sum = (name: string): number => {
    const values = [...text.matchAll(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'gm'))]
    return values.reduce((total, [, value]) => total + Number(value), 0)
  }
  return {
    items: sum('kotisilta_items_total'),
    duplicates: sum('kotisilta_duplicates_total'),
    refused: sum('kotisilta_refused_total'),
    commits: sum('kotisilta_commit_seconds_count'),
    commitSeconds: sum('kotisilta_commit_seconds_sum'),
  }
}

export function countersBetween(before: Counters, after: Counters): Counters {
  return {
    items: after.items - before.items,
    duplicates: after.duplicates - before.duplicates,
    refused: after.refused - before.refused,
    commits: after.commits - before.commits,
    commitSeconds: after.commitSeconds - before.commitSeconds,
  }
}

export async function fetchCounters(address: string): Promise<Counters> {
  const response = await fetch(`${address}/metrics`)
  if (!response.ok) throw new Error(`the server's figures gave ${response.status}`)
  return parseCounters(await response.text())
}
