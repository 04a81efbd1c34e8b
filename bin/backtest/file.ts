import { closeSync, openSync } from 'node:fs'
import type { Plan } from '@kotisilta/contract'
import { type Chunk, chunksOf, linesIn } from './chunks.ts'
import { progressOf } from './progress.ts'
import { judgedParts, merged, Share } from './share.ts'
import { Summary } from './summary.ts'
import { divided, surveyOf } from './survey.ts'
import { inThreads } from './threads.ts'

interface FileBacktest {
  path: string
  plan: Plan
  /** Whether each reading gets a line with the score of that moment. */
  scores: boolean
  /** How many threads judge at most. */
  threads: number
  /** About so many bytes are read at a time. */
  chunkBytes?: number
  write: (text: string) => Promise<void>
}

const CHUNK_BYTES = 2 * 1024 * 1024

/** Judges a file's history in event time and writes what would have been told; returns the summary in words. */
export async function backtestFile({ path, plan, scores, threads, chunkBytes = CHUNK_BYTES, write }: FileBacktest) {
  const file = openSync(path, 'r')
  try {
    const chunks = chunksOf(file, chunkBytes)
    const progress = progressOf('judging', chunks.at(-1)?.until ?? 0)
    // A thread takes longer to start than a few stretches to be judged.
    const crew = Math.min(threads, chunks.length)
    const job = { chunks, plan, scores, write, progress }
    const summary = crew > 1 ? await inThreads({ ...job, path, threads: crew }) : await alone({ ...job, file })
    progress.end()
    return { summary: summary.inWords(), judged: summary.items }
  } finally {
    closeSync(file)
  }
}

interface Alone extends Pick<FileBacktest, 'plan' | 'scores' | 'write'> {
  file: number
  chunks: readonly Chunk[]
  progress: { add(bytes: number): void }
}

async function alone({ file, chunks, plan, scores, write, progress }: Alone): Promise<Summary> {
  const division = divided(
    chunks.map((chunk) => surveyOf(linesIn(file, chunk))),
    1,
  )
  const share = new Share(0, division, { plan, scores })
  for (const { stretch, written } of judgedParts(file, chunks, share, division, 0)) {
    await write(merged([written]))
    const chunk = stretch === undefined ? undefined : chunks[stretch]
    if (chunk !== undefined) progress.add(chunk.until - chunk.from)
  }
  const summary = new Summary()
  summary.add(share.counts())
  return summary
}
