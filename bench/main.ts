import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseOptions } from './src/options.ts'
import { noiseText } from './src/report/noise.ts'
import { writeResult } from './src/report/result-file.ts'
import { rowsOf } from './src/report/rows.ts'
import { tableText } from './src/report/table.ts'
import { run } from './src/run.ts'

// Children end with this process: see systems/child.ts.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const options = parseOptions(process.argv.slice(2))
const folder = mkdtempSync(join(tmpdir(), 'kotisilta-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const outcome = await run(options, folder, (text) => console.error(text))
const { cores, memoryGigabytes, platform, node } = outcome.machine
console.log(`
Kotisilta bench, ${outcome.mode}: W1 mix, seed 42, 200 connections, 2,000 patients, QoS 1, 20 in flight
${cores} cores shared with the generator, ${memoryGigabytes} GB, ${platform}, Node ${node}; medians of ${outcome.rounds.length} interleaved rounds
bare aedes counts and stores nothing; plain Node: ${outcome.plainBroker}, mqtt.js, a SQLite row a message, socket.io

${tableText(rowsOf(outcome))}

${noiseText(outcome)}
kept in ${writeResult(outcome)}`)
process.exit(0)
