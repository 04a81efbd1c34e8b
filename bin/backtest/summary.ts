import type { Finding, Rule } from '@kotisilta/contract'

/** Most bad lines that are said one by one. */
const MOST = 20

/** What is counted while a history is judged. */
export interface Counts {
  patients: number
  days: number
  items: number
  duplicates: number
  badLines: number
  /** The first of them. */
  bad: { line: number; why: string }[]
  byRule: Map<Rule, Map<Finding['change'], number>>
}

/** The counts of a history, or of several that have been judged apart, and how they are said. */
export class Summary implements Counts {
  patients = 0
  days = 0
  items = 0
  duplicates = 0
  badLines = 0
  readonly bad: Counts['bad'] = []
  readonly byRule: Counts['byRule'] = new Map()

  isBad(line: number, why: string): void {
    this.badLines++
    if (this.bad.length < MOST) this.bad.push({ line, why })
  }

  alert({ rule, change }: Pick<Finding, 'rule' | 'change'>, times = 1): void {
    const changes = this.byRule.get(rule) ?? new Map<Finding['change'], number>()
    this.byRule.set(rule, changes.set(change, (changes.get(change) ?? 0) + times))
  }

  add(other: Counts): void {
    this.patients += other.patients
    this.days += other.days
    this.items += other.items
    this.duplicates += other.duplicates
    this.badLines += other.badLines
    this.bad.push(...other.bad)
    for (const [rule, changes] of other.byRule)
      for (const [change, times] of changes) this.alert({ rule, change }, times)
  }

  inWords(): string {
    const { patients, days, items, duplicates, badLines } = this
    const rules = [...this.byRule].map(([rule, changes]) => ({
      rule,
      changes: [...changes],
      count: sum(changes.values()),
    }))
    const count = sum(rules.map((each) => each.count))
    const said = this.bad.toSorted((a, b) => a.line - b.line).slice(0, MOST)
    const lines = [
      ...said.map(({ line, why }) => `line ${line}: ${why}`),
      ...(badLines > said.length ? [`and ${badLines - said.length} more bad lines`] : []),
      `patients ${patients}, patient-days ${days}, items ${items}, duplicates ${duplicates}, bad lines ${badLines}`,
      `alerts per patient-day ${perDay(count, days)} (${count})`,
      ...rules
        .toSorted((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1))
        .map(({ rule, changes, count }) => {
          const detail = changes.map(([change, times]) => `${times} ${change}`).join(', ')
          return `  ${rule.padEnd(16)} ${perDay(count, days)} (${detail})`
        }),
    ]
    return `${lines.join('\n')}\n`
  }
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0)
const perDay = (count: number, days: number): string => (days === 0 ? 0 : count / days).toFixed(4)
