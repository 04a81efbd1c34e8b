import type { Alert, Milliseconds } from '@kotisilta/contract'
import type { BatchCounts, Refused } from './protocol.ts'

/** Of a batch; all of them are counted. */
const REFUSALS_TOLD = 20

/** What one transaction has done so far: what is to be told once it has been committed. */
export class Work {
  /** The moment of the transaction; everything in it has this as its time of arrival. */
  readonly now: Milliseconds
  items = 0
  duplicates = 0
  readonly #refused: Record<string, number> = {}
  readonly #refusals: Refused[] = []
  readonly #missing: { gateway: string; count: number }[] = []
  readonly #findings: Record<string, number> = {}
  readonly #alerts = new Map<string, Alert>()

  constructor(now: Milliseconds) {
    this.now = now
  }

  refused(code: string, from: { gateway: string | null; device?: string | undefined }): void {
    this.#refused[code] = (this.#refused[code] ?? 0) + 1
    if (this.#refusals.length < REFUSALS_TOLD) this.#refusals.push({ code, ...from })
  }

  /** Messages of a gateway that never came, though later ones did. */
  missing(gateway: string, count: number): void {
    this.#missing.push({ gateway, count })
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
    return {
      items,
      duplicates,
      refused: this.#refused,
      refusals: this.#refusals,
      missing: this.#missing,
      findings: this.#findings,
      took,
    }
  }
}
