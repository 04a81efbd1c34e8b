import { once } from 'node:events'
import { openSync } from 'node:fs'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { linesIn } from './chunks.ts'
import { AHEAD, type Said, type Task } from './protocol.ts'
import { judgedParts, Share } from './share.ts'
import { type Division, surveyOf } from './survey.ts'

const { which, threads, path, chunks, plan, scores, written } = workerData as Task
const port = parentPort as MessagePort
const say = (said: Said): void => port.postMessage(said)

const file = openSync(path, 'r')
const surveys = chunks.flatMap((chunk, stretch) =>
  stretch % threads === which ? [{ stretch, survey: surveyOf(linesIn(file, chunk)) }] : [],
)
say({ type: 'surveyed', surveys })
const [division] = (await once(port, 'message')) as [Division]

const share = new Share(which, division, { plan, scores })
for (const part of judgedParts(file, chunks, share, division, which)) {
  const { stretch = 0 } = part
  // Not in step with the others, but never far before them.
  for (let done = Atomics.load(written, 0); stretch > done + AHEAD; done = Atomics.load(written, 0))
    Atomics.wait(written, 0, done)
  say({ type: 'part', part })
}
say({ type: 'done', counts: share.counts() })
port.close()
