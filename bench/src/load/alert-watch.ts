/** How the alerts that came compare with the alarms that were published. */
export interface AlertTally {
  readonly alarms: number
  readonly missing: number
  readonly doubled: number
  /** For nobody who alarmed. */
  readonly unknown: number
  /** Milliseconds from publish to the alert's arrival, one each. */
  readonly latencies: readonly number[]
}

/** Holds alerts against alarms, by patient. Times are those of one clock, in milliseconds. */
export class AlertWatch {
  readonly #published = new Map<string, number>()
  readonly #heard = new Set<string>()
  readonly #latencies: number[] = []
  #doubled = 0
  #unknown = 0

  published(patient: string, at: number): void {
    this.#published.set(patient, at)
  }

  heard(patient: string, at: number): void {
    const published = this.#published.get(patient)
    if (published === undefined) this.#unknown++
    else if (this.#heard.has(patient)) this.#doubled++
    else {
      this.#heard.add(patient)
      this.#latencies.push(at - published)
    }
  }

  get missing(): number {
    return this.#published.size - this.#heard.size
  }

  tally(): AlertTally {
    return {
      alarms: this.#published.size,
      missing: this.missing,
      doubled: this.#doubled,
      unknown: this.#unknown,
      latencies: this.#latencies,
    }
  }
}
