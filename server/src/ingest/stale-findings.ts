import type { Finding, Milliseconds, Rule } from '@kotisilta/contract'

/** What is older than this when it arrives comes from a gateway that was cut off. */
const STALE: Milliseconds = 15 * 60 * 1000
/** An event that is no call for help, such as a missed dose, is still worth a page for a day. */
const EVENT_WORTH: Milliseconds = 24 * 60 * 60 * 1000
/** These page however late. */
const ALWAYS: ReadonlySet<Rule> = new Set<Rule>(['sos', 'fall', 'smoke'])

/**
 * Findings of a backlog, held until all of it that came together has been judged: what was true then and is no longer
 * goes on the timeline, what is still true pages.
 */
export class StaleFindings {
  readonly #now: Milliseconds
  readonly #held = new Map<string, Finding[]>()
  readonly #passed: { patient: string; finding: Finding }[] = []

  constructor(now: Milliseconds) {
    this.#now = now
  }

  /** @returns those that are to be told at once */
  sift(patient: string, findings: readonly Finding[]): Finding[] {
    return findings.filter((finding) => {
      const age = this.#now - Date.parse(finding.at)
      if (ALWAYS.has(finding.rule)) return true
      if (finding.change === 'cleared') return !this.#clears(patient, finding)
      if (age <= STALE || (finding.change === 'occurred' && age <= EVENT_WORTH)) return true
      if (finding.change === 'occurred') this.#passed.push({ patient, finding })
      else this.#held.set(patient, [...(this.#held.get(patient) ?? []), finding])
      return false
    })
  }

  /** Still true at the end. */
  remaining(): { patient: string; finding: Finding }[] {
    return [...this.#held].flatMap(([patient, findings]) => findings.map((finding) => ({ patient, finding })))
  }

  passed(): readonly { patient: string; finding: Finding }[] {
    return this.#passed
  }

  /** Takes what was held of the rule out again. @returns whether that was where it began */
  #clears(patient: string, { rule }: Finding): boolean {
    const held = this.#held.get(patient) ?? []
    const over = held.filter((finding) => finding.rule === rule)
    this.#held.set(
      patient,
      held.filter((finding) => finding.rule !== rule),
    )
    for (const finding of over) this.#passed.push({ patient, finding })
    return over[0]?.change === 'raised'
  }
}
