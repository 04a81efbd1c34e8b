import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@kotisilta/contract'
import type { Half, Share } from './src/audit/measure-share.ts'
import { measureDashboards } from './src/dashboards/dashboards.ts'
import { measureBacklog } from './src/gateway/backlog.ts'
import { measureBlackHole } from './src/gateway/black-hole.ts'
import { measureFootprint } from './src/gateway/footprint.ts'
import { gatewayText } from './src/gateway/gateway-text.ts'
import { installGateway } from './src/gateway/installation.ts'
import { type Options, parseOptions } from './src/options.ts'
import { profileServer } from './src/profile.ts'
import { outcomeText } from './src/report/outcome-text.ts'
import { writeResult } from './src/report/result-file.ts'
import { run } from './src/run.ts'
import { measureAudit } from './src/scenarios/audit.ts'
import { measureDecode } from './src/scenarios/decode.ts'
import { measureDetection, measureEveryRule } from './src/scenarios/detection.ts'
import { measureStorm } from './src/storm/storm.ts'

const DETECTION_ITEMS = 1_000_000
const EVERY_RULE = { patients: 30, days: 30, from: Date.UTC(2026, 10, 1) }
const BACKLOG = 1_000_000
const REST_SECONDS = 110
const DECODE_FRAMES = 200_000

// Whatever has been started ends with this process: see systems/child.ts.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const say = (text: string): void => console.error(text)

function detection({ rounds }: Options): void {
  for (let round = 1; round <= rounds; round++) {
    const runs = {
      "the group's plan over W1": measureDetection(DETECTION_ITEMS, systemClock.now()),
      'every rule over ordinary days': measureEveryRule(EVERY_RULE.patients, EVERY_RULE.days, EVERY_RULE.from),
    }
    for (const [name, { itemsPerSecond, alarms, findings, bytes }] of Object.entries(runs)) {
      console.log(
        `${name}: ${Math.round(itemsPerSecond)} items/s on one core, ${findings} findings for ${alarms} alarms, a state of at most ${bytes} bytes`,
      )
    }
  }
}

async function decode({ rounds }: Options, folder: string): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    const { frames, framesPerSecond, errors } = await measureDecode(folder, DECODE_FRAMES)
    console.log(
      `${Math.round(framesPerSecond)} frames/s, start included: ${frames} frames, ${errors} errors (bar: 20000)`,
    )
  }
}

async function audit({ rounds }: Options, folder: string): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    const { perEntry, request, page, screens, refresh, shares } = await measureAudit(join(folder, `audit-${round}`))
    const share = perEntry / 10 / request.p50
    console.log(
      `an entry ${perEntry.toFixed(0)} us, ${share.toFixed(1)} % of a request (bar: 5 %); ` +
        `request p50 ${request.p50.toFixed(1)} ms, p99 ${request.p99.toFixed(1)} ms; ` +
        `page of five p50 ${page.p50.toFixed(1)} ms; 200 screens decided in ${screens.toFixed(2)} ms; ` +
        `rights of 10,000 read anew in ${refresh.toFixed(0)} ms`,
    )
    for (const { screens: count, on, off } of shares) console.log(shareText(count, on, off))
    console.log(`all of it: ${allText(shares)} of request time (bar: 5 %)`)
  }
}

function shareText(screens: number, on: Half, off: Half): string {
  const of = (what: keyof Half): string => {
    const share = (100 * (on[what] - off[what])) / on[what]
    return `${what} ${on[what].toFixed(2)} ms with the log, ${off[what].toFixed(2)} without: ${share.toFixed(1)} %`
  }
  return `${screens} at once: ${of('p50')}; ${of('mean')}; ${of('cpu')}`
}

/** The log's share of the time that all requests of a run have taken together. */
function allText(shares: readonly Share[]): string {
  const sum = (half: 'on' | 'off') => shares.reduce((all, share) => all + share[half].mean * share.requests, 0)
  return `${((100 * (sum('on') - sum('off'))) / sum('on')).toFixed(1)} %`
}

async function storm({ gateways }: Options, folder: string): Promise<void> {
  const { up, seconds, kilobytesEach, heapEach, cpuEach, clientCpuEach } = await measureStorm(folder, gateways)
  console.log(
    `${up} of ${gateways} gateways over TLS in ${seconds.toFixed(1)} s, ${kilobytesEach.toFixed(1)} kB of the server's memory each (bar: 90), ${heapEach.toFixed(1)} of them on the heap; ${cpuEach.toFixed(2)} ms of a processor each (the gateways' own end: ${clientCpuEach.toFixed(2)})`,
  )
}

async function dashboards(folder: string): Promise<void> {
  const { screens, alerts, missing, p50, p99, most } = await measureDashboards(folder)
  console.log(
    `${alerts} alerts from their commit to each of ${screens} screens: p50 ${p50} ms, p99 ${p99} ms (bar: 50), at most ${most} ms, ${missing} missing`,
  )
}

async function gateway({ rounds }: Options, folder: string): Promise<void> {
  const command = installGateway(join(folder, 'installation'))
  for (let round = 1; round <= rounds; round++) {
    say('twelve devices: at rest, a burst, ten days')
    const footprint = await measureFootprint(command, join(folder, `footprint-${round}`), REST_SECONDS)
    say(`a backlog of ${BACKLOG} items`)
    const backlog = await measureBacklog(command, join(folder, `backlog-${round}`), BACKLOG)
    say('a line on which packets vanish')
    const hole = await measureBlackHole(command, join(folder, `hole-${round}`))
    console.log(`\n${gatewayText(footprint, backlog, hole)}\n`)
  }
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kotisilta-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await work(folder)
}

async function main(options: Options): Promise<void> {
  if (options.mode === 'detection') return detection(options)
  await inFolder(async (folder) => {
    if (options.mode === 'decode') return decode(options, folder)
    if (options.mode === 'audit') return audit(options, folder)
    if (options.mode === 'storm') return storm(options, folder)
    if (options.mode === 'dashboards') return dashboards(folder)
    if (options.mode === 'gateway') return gateway(options, folder)
    if (options.mode === 'profile') return console.log(await profileServer(options, folder, say))
    const outcome = await run(options, folder, say)
    console.log(outcomeText(outcome))
    console.log(`kept in ${writeResult(outcome)}`)
  })
}

function optionsOrExit(): Options {
  try {
    return parseOptions(process.argv.slice(2))
  } catch (error) {
    console.error((error as Error).message)
    process.exit(64)
  }
}

await main(optionsOrExit())
process.exit(0)
