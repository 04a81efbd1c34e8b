import type { Alert } from '@kotisilta/contract'

/** Every unresolved alert, in memory, as last committed: what a screen is shown when it connects. */
export class Board {
  readonly #alerts = new Map<string, Alert>()
  readonly #openByPatient = new Map<string, number>()

  constructor(unresolved: readonly Alert[]) {
    for (const alert of unresolved) this.put(alert)
  }

  /** @returns false if the board has had this version already */
  put(alert: Alert): boolean {
    const before = this.#alerts.get(alert.id)
    if (before !== undefined && before.version >= alert.version) return false
    if (before === undefined && alert.status !== 'resolved') this.#count(alert.patient.id, 1)
    if (alert.status === 'resolved') {
      if (before !== undefined) this.#count(alert.patient.id, -1)
      this.#alerts.delete(alert.id)
    } else {
      this.#alerts.set(alert.id, alert)
    }
    return true
  }

  has = (alert: string): boolean => this.#alerts.has(alert)
  unresolved = (): Alert[] => [...this.#alerts.values()]
  unresolvedOf = (patient: string): number => this.#openByPatient.get(patient) ?? 0

  #count(patient: string, by: number): void {
    const count = this.unresolvedOf(patient) + by
    if (count === 0) this.#openByPatient.delete(patient)
    else this.#openByPatient.set(patient, count)
  }
}
