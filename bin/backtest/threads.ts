import { Worker } from 'node:worker_threads'
import type { Plan } from '@kotisilta/contract'
import type { Chunk } from './chunks.ts'
import type { Said, Task } from './protocol.ts'
import { merged, type Part, type Written } from './share.ts'
import { Summary } from './summary.ts'
import { divided, type Survey } from './survey.ts'

interface Job {
  path: string
  chunks: readonly Chunk[]
  threads: number
  plan: Plan
  scores: boolean
  write: (text: string) => Promise<void>
  progress: { add(bytes: number): void }
}

/** Judges a file in so many threads, each with people of its own; what is written comes in the order of the file all the same. */
export async function inThreads({ path, chunks, threads, plan, scores, write, progress }: Job): Promise<Summary> {
  const written = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const task = { threads, path, chunks, plan, scores, written }
  const crew = Array.from({ length: threads }, (_, which) => new Hand({ ...task, which }))
  try {
    const surveys: Survey[] = []
    for (const hand of crew) {
      const said = await hand.next('surveyed')
      for (const { stretch, survey } of said.surveys) surveys[stretch] = survey
    }
    const division = divided(surveys, threads)
    for (const hand of crew) hand.worker.postMessage(division)
    for (const [stretch, { shares }] of division.stretches.entries()) {
      const parts: Written[] = []
      for (const which of shares) parts.push((await partOf(crew[which] as Hand)).written)
      await write(merged(parts))
      const chunk = chunks[stretch] as Chunk
      progress.add(chunk.until - chunk.from)
      Atomics.store(written, 0, stretch + 1)
      Atomics.notify(written, 0)
    }
    const held: Written[] = []
    for (const hand of crew) held.push((await partOf(hand)).written)
    await write(merged(held))
    const summary = new Summary()
    for (const hand of crew) summary.add((await hand.next('done')).counts)
    return summary
  } finally {
    await Promise.all(crew.map(({ worker }) => worker.terminate()))
  }
}

/** Each says its parts in the order of the stretches that it has a share in. */
const partOf = async (hand: Hand): Promise<Part> => (await hand.next('part')).part

/** One thread, and what it has said and nobody has heard yet. */
class Hand {
  readonly worker: Worker
  readonly #said: Said[] = []
  #fault: Error | undefined
  #wake: () => void = () => {}

  constructor(task: Task) {
    this.worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: task })
    this.worker.on('message', (said: Said) => {
      this.#said.push(said)
      this.#wake()
    })
    this.worker.on('error', (error: Error) => {
      this.#fault = error
      this.#wake()
    })
  }

  async next<Type extends Said['type']>(type: Type): Promise<Extract<Said, { type: Type }>> {
    while (this.#said.length === 0) {
      if (this.#fault !== undefined) throw this.#fault
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    const said = this.#said.shift() as Said
    if (said.type !== type) throw new Error(`a thread says ${said.type}, not ${type}`)
    return said as Extract<Said, { type: Type }>
  }
}
