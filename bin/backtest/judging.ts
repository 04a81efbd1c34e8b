import type { Finding, Item, Plan } from '@kotisilta/contract'
import type { News2Score } from '@kotisilta/server/detection'
import { Person } from './person.ts'
import { type Counts, Summary } from './summary.ts'

/** People's histories as they are judged, and what is to be written of them. */
export class Judging {
  readonly summary = new Summary()
  readonly #persons = new Map<string, Person>()
  readonly #scores: boolean
  #output = ''

  /** @param scores whether each reading gets a line with the score of that moment */
  constructor(scores: boolean) {
    this.#scores = scores
  }

  /** @param lineNumber where it was read, if from a file */
  judge(patient: string, item: Item, planAt: (at: string) => Plan, lineNumber = 0): void {
    const person = this.#personOf(patient, planAt)
    const findings = person.judge(item)
    if (findings === 'duplicate') {
      this.summary.duplicates++
      return
    }
    if (findings === 'too-old') return this.summary.isBad(lineNumber, 'older than what was judged before it')
    this.summary.items++
    for (const finding of findings) {
      if (finding.change === 'cleared') continue
      this.summary.alert(finding)
      this.#output += alertLine(patient, finding)
    }
    if (this.#scores && item.type === 'reading') this.#output += scoreLine(patient, item.at, person.score(item.at))
  }

  /** Nothing more comes of this person. */
  leave(patient: string): void {
    this.summary.days += this.#persons.get(patient)?.days ?? 0
    this.summary.patients += this.#persons.delete(patient) ? 1 : 0
  }

  /** What is to be written now. */
  takeOutput(): string {
    const output = this.#output
    this.#output = ''
    return output
  }

  /** Nothing more comes of anybody. */
  counts(): Counts {
    for (const patient of this.#persons.keys()) this.leave(patient)
    const { patients, days, items, duplicates, badLines, bad, byRule } = this.summary
    return { patients, days, items, duplicates, badLines, bad, byRule }
  }

  #personOf(patient: string, planAt: (at: string) => Plan): Person {
    const known = this.#persons.get(patient)
    if (known !== undefined) return known
    const person = new Person(planAt)
    this.#persons.set(patient, person)
    return person
  }
}

function alertLine(patient: string, { words, ...finding }: Finding): string {
  const { at, rule, priority, change, problem, ruleVersion, basis } = finding
  const { title, why } = words.en
  return `${JSON.stringify({ type: 'alert', patient, at, rule, priority, change, title, why, problem, ruleVersion, basis })}\n`
}

/** `score` is NEWS2's known aggregate. */
const scoreLine = (patient: string, at: string, news2: News2Score): string =>
  `${JSON.stringify({ type: 'score', patient, at, score: news2.score, news2 })}\n`
