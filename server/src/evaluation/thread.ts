import { parentPort, workerData } from 'node:worker_threads'
import { openReader } from '../database/open.ts'
import { alertFacts, patientsIn } from './alert-facts.ts'
import type { EvaluationAsked, EvaluationGiven } from './evaluator.ts'
import { figuresOf } from './figures.ts'

/** Figures of a long period take a second or two: in a thread of their own, on a connection that reads. */
const { dataDir } = workerData as { dataDir: string }
const { sqlite } = openReader(dataDir)

parentPort?.on('message', ({ id, from, to, areas }: EvaluationAsked) => {
  try {
    const patients = patientsIn(sqlite, areas)
    const figures = figuresOf(alertFacts(sqlite, from, to, areas), patients, { from, to })
    parentPort?.postMessage({ id, patients, figures } satisfies EvaluationGiven)
  } catch (error) {
    parentPort?.postMessage({ id, error: String((error as Error).message) } satisfies EvaluationGiven)
  }
})
