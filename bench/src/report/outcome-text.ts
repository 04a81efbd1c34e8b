import type { Outcome } from '../outcome.ts'
import { noiseText } from './noise.ts'
import { rowsOf } from './rows.ts'
import { tableText } from './table.ts'

/** An outcome as people read it: what was done where, the table, and how far to trust it. */
export function outcomeText(outcome: Outcome): string {
  const { cores, memoryGigabytes, platform, node } = outcome.machine
  return `
Kotisilta bench, ${outcome.mode}: W1 mix, seed 42, 200 connections, 2,000 patients, QoS 1, 20 in flight
${cores} cores shared with the generator, ${memoryGigabytes} GB, ${platform}, Node ${node}; medians of ${outcome.rounds.length} interleaved rounds
bare aedes counts and stores nothing; plain Node: ${outcome.plainBroker}, mqtt.js, a SQLite row a message, socket.io

${tableText(rowsOf(outcome))}

a + before a goal: reached, a -: not
${noiseText(outcome)}`
}
