import type { Finding, Rule } from '@kotisilta/contract'

/** Most bad lines that are said one by one. */
const MOST = 20

/** What is counted while a history is judged. */
export class Summary {
  items = 0
  duplicates = 0
  badLines = 0
  readonly #bad: string[] = []
  readonly #byRule = new Map<Rule, Map<Finding['change'], number>>()

  bad(lineNumber: number, why: string): void {
    this.badLines++
    if (this.#bad.length < MOST) this.#bad.push(`line ${lineNumber}: ${why}`)
  }

  alert({ rule, change }: Finding): void {
    const changes = this.#byRule.get(rule) ?? new Map<Finding['change'], number>()
    this.#byRule.set(rule, changes.set(change, (changes.get(change) ?? 0) + 1))
  }

  inWords(patients: number, days: number): string {
    const rules = [...this.#byRule].map(([rule, changes]) => ({
      rule,
      changes: [...changes],
      count: sum(changes.values()),
    }))
    const count = sum(rules.map((each) => each.count))
    const lines = [
      ...this.#bad,
      ...(this.badLines > MOST ? [`and ${this.badLines - MOST} more bad lines`] : []),
      `patients ${patients}, patient-days ${days}, items ${this.items}, duplicates ${this.duplicates}, bad lines ${this.badLines}`,
      `alerts per patient-day ${perDay(count, days)} (${count})`,
      ...rules
        .toSorted((a, b) => b.count - a.count)
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
