import type { Plan } from '@kotisilta/contract'
import { linesOf } from '../lines.ts'
import { Share } from './share.ts'
import { Summary } from './summary.ts'

interface StreamBacktest {
  history: AsyncIterable<Uint8Array>
  plan: Plan
  /** Whether each reading gets a line with the score of that moment. */
  scores: boolean
  write: (text: string) => Promise<void>
}

/**
 * Judges a history that can be read but once: everybody is held until all of it has been read, for nobody knows before whose
 * items are in event time. Returns the summary in words.
 */
export async function backtestStream({ history, plan, scores, write }: StreamBacktest) {
  const share = new Share(0, { shareOf: new Map(), held: { has: () => true }, stretches: [] }, { plan, scores })
  let linesBefore = 0
  for await (const lines of linesOf(history)) {
    share.judge(lines, { linesBefore, shares: [0] })
    linesBefore += lines.length
  }
  for (const text of share.judgeHeld().texts) await write(text)
  const summary = new Summary()
  summary.add(share.counts())
  return { summary: summary.inWords(), judged: summary.items }
}
