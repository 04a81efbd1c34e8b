import type { Alert, Milliseconds } from '@kotisilta/contract'
import { isDamage } from '../database/damage.ts'
import type { BatchCounts, Fault, Refused } from './protocol.ts'

/** Of a batch; all of them are counted. */
const REFUSALS_TOLD = 20
const FAULTS_TOLD = 5

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
  #alerts = new Map<string, Alert>()
  readonly #faults: Fault[] = []

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

  /** @returns how to go back to where the alerts are now */
  point(): () => void {
    const alerts = new Map(this.#alerts)
    return () => {
      this.#alerts = alerts
    }
  }

  /** One of many things could not be done. */
  failed(of: string, error: Error & { code?: unknown }): void {
    if (this.#faults.length >= FAULTS_TOLD) return
    // What we have written is JSON: if it is not any more, the disk has changed it. Words of it may name somebody.
    const isDamaged = isDamage(error) || error instanceof SyntaxError
    const code = typeof error.code === 'string' ? error.code : error.name
    const where = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? []
    this.#faults.push({ of, code, isDamaged, where: where.slice(0, 3).join('\n') })
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
      faults: this.#faults,
      took,
    }
  }
}
