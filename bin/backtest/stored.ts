import type { Plan } from '@kotisilta/contract'
import type { PersonsHistory } from '@kotisilta/server'
import { Judging } from './judging.ts'
import { progressOf } from './progress.ts'
import { Summary } from './summary.ts'

interface StoredBacktest {
  /** Everybody's plan; undefined: each person's own, as it was in force. */
  plan: Plan | undefined
  history: AsyncIterable<PersonsHistory> & { patients: number }
  scores: boolean
  write: (text: string) => Promise<void>
}

/** Judges what is in the store, person by person, and writes what would have been told; returns the summary in words. */
export async function backtestStored({ plan, history, scores, write }: StoredBacktest) {
  const judging = new Judging(scores)
  const progress = progressOf('judging', history.patients)
  for await (const { patient, plans, items } of history) {
    const planAt = plan === undefined ? plans.at : () => plan
    for (const item of items) judging.judge(patient, item, planAt)
    judging.leave(patient)
    await write(judging.takeOutput())
    progress.add(1)
  }
  progress.end()
  const summary = new Summary()
  summary.add(judging.counts())
  return { summary: summary.inWords(), judged: summary.items }
}
