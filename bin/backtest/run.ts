import type { Plan } from '@kotisilta/contract'
import { linesOf } from '../lines.ts'
import { type Entry, entryOf } from './entry.ts'
import { Judging } from './judging.ts'

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
  const judging = new Judging(scores)
  const held = new Map<string, Held[]>()
  const planAt = () => plan
  let lineNumber = 0

  for await (const lines of linesOf(history)) {
    for (const line of lines) {
      lineNumber++
      if (line.trim() === '') continue
      const entry = entryOf(line)
      if (typeof entry === 'string') judging.summary.bad(lineNumber, entry)
      else if (isHeld(entry.patient)) hold(held, { ...entry, lineNumber })
      else judging.judge(entry.patient, entry.item, planAt, lineNumber)
    }
    await write(judging.takeOutput())
  }
  for (const entries of held.values()) {
    const inOrder = entries.sort((a, b) => (a.item.at === b.item.at ? 0 : a.item.at < b.item.at ? -1 : 1))
    for (const { patient, item, lineNumber } of inOrder) judging.judge(patient, item, planAt, lineNumber)
    await write(judging.takeOutput())
  }
  return { summary: judging.inWords(), judged: judging.summary.items }
}

interface Held extends Entry {
  lineNumber: number
}

function hold(held: Map<string, Held[]>, entry: Held): void {
  const entries = held.get(entry.patient)
  if (entries === undefined) held.set(entry.patient, [entry])
  else entries.push(entry)
}
