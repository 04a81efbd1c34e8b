import { Worker } from 'node:worker_threads'
import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import type { Figures } from './figures.ts'

export interface EvaluationAsked {
  id: number
  from: Milliseconds
  to: Milliseconds
  /** null: everywhere. */
  areas: string[] | null
}
export type EvaluationGiven = { id: number } & ({ patients: number; figures: Figures } | { error: string })

interface Waiting {
  resolve(given: { patients: number; figures: Figures }): void
  reject(error: Error): void
}

/** Asks the thread that makes figures, which begins with the first question: neither commits nor answers wait for it. */
export function evaluator(dataDir: string) {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | undefined
  let count = 0

  function fail(message: string): void {
    thread = undefined
    for (const { reject } of waiting.values()) reject(new KotisiltaError('evaluation-failed', message))
    waiting.clear()
  }

  function begun(): Worker {
    if (thread !== undefined) return thread
    const made = new Worker(new URL('./thread.ts', import.meta.url), { workerData: { dataDir } })
    made.unref()
    made.on('message', (given: EvaluationGiven) => {
      const asker = waiting.get(given.id)
      waiting.delete(given.id)
      if ('error' in given) asker?.reject(new KotisiltaError('evaluation-failed', given.error))
      else asker?.resolve(given)
    })
    made.on('error', (error: Error) => fail(error.message))
    made.on('exit', () => fail('The thread has ended.'))
    thread = made
    return made
  }

  return {
    ask(question: Omit<EvaluationAsked, 'id'>): Promise<{ patients: number; figures: Figures }> {
      const id = ++count
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        begun().postMessage({ id, ...question } satisfies EvaluationAsked)
      })
    },
    async close(): Promise<void> {
      await thread?.terminate()
    },
  }
}

export type Evaluator = ReturnType<typeof evaluator>
