import type { Finding, Plan } from '@kotisilta/contract'
import type { News2Score } from '@kotisilta/server/detection'
import { linesOf } from '../lines.ts'
import { type Entry, entryOf } from './entry.ts'
import { Person } from './person.ts'
import { Summary } from './summary.ts'

export interface Backtest {
  plan: Plan
  history: AsyncIterable<Uint8Array>
  /** Whose items are held until all of them have been read, because they are not in event time. */
  isHeld: (patient: string) => boolean
  /** Whether each reading gets a line with the score of that moment. */
  scores: boolean
  write: (text: string) => Promise<void>
}

/** Judges a history in event time, person by person, and writes what would have been told; returns the summary in words. */
export async function backtest({
  plan,
  history,
  isHeld,
  scores,
  write,
}: Backtest): Promise<{ summary: string; judged: number }> {
  const persons = new Map<string, Person>()
  const held = new Map<string, Entry[]>()
  const summary = new Summary()
  let output = ''
  let lineNumber = 0

  function judge({ patient, item, lineNumber }: Entry): void {
    const person = persons.get(patient) ?? new Person(plan)
    persons.set(patient, person)
    const findings = person.judge(item)
    if (findings === 'duplicate') {
      summary.duplicates++
      return
    }
    if (findings === 'too-old') return summary.bad(lineNumber, 'older than what was judged before it')
    summary.items++
    for (const finding of findings) {
      if (finding.change === 'cleared') continue
      summary.alert(finding)
      output += alertLine(patient, finding)
    }
    if (scores && item.type === 'reading') output += scoreLine(patient, item.at, person.score(item.at))
  }

  for await (const lines of linesOf(history)) {
    for (const line of lines) {
      lineNumber++
      if (line.trim() === '') continue
      const entry = entryOf(line, lineNumber)
      if (typeof entry === 'string') summary.bad(lineNumber, entry)
      else if (isHeld(entry.patient)) hold(held, entry)
      else judge(entry)
    }
    await write(output)
    output = ''
  }
  for (const entries of held.values()) {
    for (const entry of entries.sort((a, b) => (a.item.at === b.item.at ? 0 : a.item.at < b.item.at ? -1 : 1)))
      judge(entry)
    await write(output)
    output = ''
  }
  const days = [...persons.values()].reduce((total, person) => total + person.days, 0)
  return { summary: summary.inWords(persons.size, days), judged: summary.items }
}

function hold(held: Map<string, Entry[]>, entry: Entry): void {
  const entries = held.get(entry.patient)
  if (entries === undefined) held.set(entry.patient, [entry])
  else entries.push(entry)
}

function alertLine(patient: string, { words, ...finding }: Finding): string {
  const { at, rule, priority, change, problem, ruleVersion, basis } = finding
  const { title, why } = words.en
  return `${JSON.stringify({ type: 'alert', patient, at, rule, priority, change, title, why, problem, ruleVersion, basis })}\n`
}

/** `score` is NEWS2's known aggregate. */
const scoreLine = (patient: string, at: string, news2: News2Score): string =>
  `${JSON.stringify({ type: 'score', patient, at, score: news2.score, news2 })}\n`
