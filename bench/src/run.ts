import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isoTime, systemClock } from '@kotisilta/contract'
import { folderBytes } from './measure/folder-size.ts'
import { thisMachine } from './measure/machine.ts'
import type { Options } from './options.ts'
import type { Aftermath, Outcome, Round } from './outcome.ts'
import { measureCatchUp } from './scenarios/catch-up.ts'
import { type Life, liveThrough, liveThroughBatches } from './scenarios/life.ts'
import type { Maximum } from './scenarios/maximum.ts'
import { measureRestart } from './scenarios/restart.ts'
import { W1 } from './scenarios/stage.ts'
import { startBareAedes } from './systems/bare-aedes.ts'
import { freshDataFolder, provision, startKotisilta } from './systems/kotisilta.ts'
import { plainBroker, startPlainNode } from './systems/plain-node.ts'
import { createFleet } from './workload/fleet.ts'
import { type FleetLine, inventedFleet } from './workload/fleet-lines.ts'

const RESTARTS = 3

/** Lets every system take its turn, round after round, in a folder that the caller removes. */
export async function run(options: Options, folder: string, say: (text: string) => void): Promise<Outcome> {
  const startedAt = isoTime(systemClock.now())
  const lines = options.baselinesOnly
    ? inventedFleet(W1.homes, options.patientsPerHome)
    : await provision(folder, W1.homes, options.patientsPerHome)
  say(`${lines.length} homes with ${options.patientsPerHome} patients each`)
  const rounds: Round[] = []
  for (let number = 1; number <= options.rounds; number++) {
    rounds.push(await playRound(options, lines, join(folder, `round-${number}`), folder, say))
  }
  const rate = rounds.at(-1)?.batched?.flood.rate.dealtWith
  const aftermath = rate === undefined ? undefined : await playAftermath(options, lines, folder, rate, say)
  const { mode } = options
  return { startedAt, mode, machine: thisMachine(), plainBroker: plainBroker(), rounds, aftermath }
}

async function playRound(
  { seconds, baselinesOnly }: Options,
  lines: readonly FleetLine[],
  roundFolder: string,
  folder: string,
  say: (text: string) => void,
): Promise<Round> {
  mkdirSync(roundFolder)
  const bare = await liveThrough(await startBareAedes(roundFolder), lines, seconds)
  say(`bare aedes: ${lifeText(bare)}`)
  const plain = await liveThrough(
    await startPlainNode(roundFolder, createFleet(lines, W1.everydayPerHome)),
    lines,
    seconds,
  )
  say(`plain Node: ${lifeText(plain)}`)
  if (baselinesOnly) return { bare, plain, ours: undefined, batched: undefined }
  const name = roundFolder.slice(folder.length + 1)
  const start = (part: string) => startKotisilta(roundFolder, freshDataFolder(folder, join(name, part)))
  const ours = await liveThrough(await start('data'), lines, seconds)
  say(`Kotisilta: ${lifeText(ours)}`)
  const batched = await liveThroughBatches(await start('data-batched'), lines, seconds)
  say(`Kotisilta, 50 a message: ${maximumText(batched)}`)
  return { bare, plain, ours, batched }
}

async function playAftermath(
  { catchUp: { patients, days } }: Options,
  lines: readonly FleetLine[],
  folder: string,
  itemsPerSecond: number,
  say: (text: string) => void,
): Promise<Aftermath> {
  const dataFolder = freshDataFolder(folder, 'data-catch-up')
  const bytesBefore = folderBytes(dataFolder)
  const system = await startKotisilta(folder, dataFolder)
  // The buttons stop before the gap is caught up with, so that every press meets a busy server.
  const sosSeconds = Math.max(1, ((patients * days * 403) / itemsPerSecond) * 0.7)
  const catchUp = await measureCatchUp(system, lines, { patients, days, sosSeconds }).finally(() => system.stop())
  const bytesPerItem = (folderBytes(dataFolder) - bytesBefore) / catchUp.items
  say(`Kotisilta, catching up: ${Math.round(catchUp.itemsPerSecond)} items/s, ${bytesPerItem.toFixed(1)} B an item`)
  const restartMs: number[] = []
  for (let restart = 0; restart < RESTARTS; restart++) restartMs.push(await measureRestart(folder, dataFolder, lines))
  say(`Kotisilta, restarted: acknowledging after ${restartMs.map(Math.round).join(', ')} ms`)
  return { catchUp, bytesPerItem, restartMs }
}

const maximumText = ({ sustained, flood }: Maximum): string =>
  `${sustained?.rate.asked ?? 'nothing'}/s sustained, ${Math.round(flood.rate.dealtWith)}/s in a flood`

function lifeText({ maximum, idle, half }: Life): string {
  const latencies = [idle, half].map((played) => played?.alertLatency)
  const texts = latencies.map((latency) =>
    latency === undefined ? '-' : `${latency.p50.toFixed(2)}/${latency.p99.toFixed(2)}`,
  )
  return `${maximumText(maximum)}; alerts p50/p99 idle ${texts[0]} ms, at half ${texts[1]} ms`
}
