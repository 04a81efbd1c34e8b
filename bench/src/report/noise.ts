import { median, percentile } from '../measure/percentile.ts'
import { type Outcome, playedFor, playedIn } from '../outcome.ts'
import type { Played } from '../scenarios/play.ts'

/** What disturbed the measuring, in one sentence: other processes, other guests of the host, the generator itself. */
export function noiseText({ rounds }: Outcome): string {
  const played = rounds.flatMap(({ bare, plain, ours, batched }) => [
    ...playedIn(bare),
    ...playedIn(plain),
    ...(ours === undefined ? [] : playedIn(ours)),
    ...(batched === undefined ? [] : playedFor(batched)),
  ])
  const spread = (pick: (played: Played) => number): string => {
    const values = played.map(pick)
    return `${median(values)?.toFixed(2)} (up to ${percentile(values, 1)?.toFixed(2)})`
  }
  return [
    `noise: other processes and the kernel kept ${spread(({ stretch }) => stretch.otherCores)} cores busy,`,
    `other guests of the host took ${spread(({ stretch }) => stretch.stolenCores)} cores,`,
    `the generator was late by ${spread(({ stretch }) => stretch.generatorDelayMs)} ms at p99`,
  ].join(' ')
}
