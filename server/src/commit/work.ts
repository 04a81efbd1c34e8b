import type { Alert, Milliseconds } from '@kotisilta/contract'
import type { BatchCounts } from './protocol.ts'

/** What one transaction has done so far: what is to be told once it has been committed. */
export class Work {
  /** The moment of the transaction; everything in it has this as its time of arrival. */
  readonly now: Milliseconds
  items = 0
  duplicates = 0
  readonly #refused: Record<string, number> = {}
  readonly #findings: Record<string, number> = {}
  readonly #alerts = new Map<string, Alert>()

  constructor(now: Milliseconds) {
    this.now = now
  }

  refused(code: string): void {
    this.#refused[code] = (this.#refused[code] ?? 0) + 1
  }

  found(rule: string): void {
    this.#findings[rule] = (this.#findings[rule] ?? 0) + 1
  }

  /** The last word on an alert is what screens are told. */
  changed(alert: Alert): void {
    this.#alerts.delete(alert.id)
    this.#alerts.set(alert.id, alert)
  }

  changedAlerts(): Alert[] {
    return [...this.#alerts.values()]
  }

  counts(took: number): BatchCounts {
    const { items, duplicates } = this
    return { items, duplicates, refused: this.#refused, findings: this.#findings, took }
  }
}
