import { mkdirSync } from 'node:fs'
import { clockFromText, KotisiltaError } from '@kotisilta/contract'
import { demoHomes } from '@kotisilta/simulators'
import { Command, InvalidArgumentError } from 'commander'
import { startDemoHomes } from '../demo/homes.ts'
import { demoMemory, resumedAt } from '../demo/memory.ts'
import { freePort, startServerProcess } from '../demo/server-process.ts'
import { patientOf, setUp, tellHistory } from '../demo/set-up.ts'
import { tellWhoIsOn } from '../demo/who-is-on.ts'

interface Options {
  speed: number
  homes: number
  seed: number
  json?: true
}

const REMEMBER_MS = 1_000

export function command(): Command {
  return new Command('demo')
    .option('--speed <n>', 'how many times as fast as life', positive, 60)
    .option('--homes <n>', 'how many homes', positive, 6)
    .option('--seed <n>', 'another seed gives other people', Number, 42)
    .option('--json', 'print one line on stdout when it runs')
    .addHelpText(
      'after',
      '\nIts data lie in data/demo (KOTISILTA_DATA_DIR); delete the folder to begin the story anew.',
    )
    .action((options: Options) => demo(options).catch(giveUp))
}

async function demo({ speed, homes: count, seed, json }: Options): Promise<void> {
  const dataDir = process.env.KOTISILTA_DATA_DIR || './data/demo'
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const say = (line: string) => process.stderr.write(`${line}\n`)

  const memory = demoMemory(dataDir)
  const before = memory.read()
  const start = resumedAt(before, Date.now())
  const clockText = `${start}:${Date.now()}:${speed}`
  const clock = clockFromText(clockText)
  const told = { seed: before?.seed ?? seed, homes: before?.homes ?? count, historyEnd: before?.historyEnd ?? start }
  if (told.homes !== count || told.seed !== seed) {
    say(
      `${dataDir} holds a demo of ${told.homes} homes with seed ${told.seed}, which goes on. To begin anew, delete it.`,
    )
  }
  const homes = demoHomes(told.homes, told.seed, told.historyEnd)
  const { fleet, login } = await setUp(dataDir, homes, told.historyEnd)

  const server = await startServerProcess({
    KOTISILTA_DATA_DIR: dataDir,
    KOTISILTA_CLOCK: clockText,
    KOTISILTA_HTTP_PORT: process.env.KOTISILTA_HTTP_PORT ?? String(await freePort(8080)),
    KOTISILTA_MQTT_PORT: process.env.KOTISILTA_MQTT_PORT ?? String(await freePort(1883)),
    KOTISILTA_MQTTS_PORT: process.env.KOTISILTA_MQTTS_PORT ?? String(await freePort(8883)),
    KOTISILTA_LOG_LEVEL: process.env.KOTISILTA_LOG_LEVEL ?? 'warn',
  })
  const url = `http://127.0.0.1:${server.http}`
  if (before === undefined) {
    const progress = (home: number) => say(`two weeks of history: home ${home} of ${homes.length}`)
    await tellHistory(url, homes, fleet, told.historyEnd, progress)
    await tellWhoIsOn(url, login, homes.map(patientOf), told.historyEnd)
  }
  const living = await startDemoHomes({
    homes,
    fleet,
    server: `mqtt://127.0.0.1:${server.mqtt}`,
    dataDir,
    clock,
    clockText,
    storyStart: before?.storyStart,
    say,
  })
  const remember = () => memory.write({ ...told, storyStart: living.storyStart, clock: clock.now() })
  remember()

  if (json) {
    process.stdout.write(
      `${JSON.stringify({ ready: true, http: server.http, mqtt: server.mqtt, mqtts: server.mqtts, login })}\n`,
    )
  } else {
    say(`\n  Kotisilta   ${url}\n  sign in     ${login.username} / ${login.password}\n`)
    say(
      `  ${homes.length} homes at ${speed} times the speed of life. Ctrl-C ends it; started again, it goes on from there.\n`,
    )
  }

  const remembering = setInterval(remember, REMEMBER_MS)
  let ending = false
  const end = async (exit: number) => {
    if (ending) return
    ending = true
    clearInterval(remembering)
    remember()
    await living.close()
    await server.stop()
    process.exit(exit)
  }
  process.once('SIGINT', () => void end(0))
  process.once('SIGTERM', () => void end(0))
  server.child.once('exit', () => {
    if (ending) return
    say('kotisilta demo: the server has ended; so does the demo.')
    void end(1)
  })
}

function positive(text: string): number {
  const number = Number(text)
  if (!(number > 0)) throw new InvalidArgumentError('a number above 0')
  return number
}

function giveUp(error: Error): void {
  const code = error instanceof KotisiltaError ? `${error.code}: ` : ''
  process.stderr.write(`kotisilta demo: ${code}${error.message}\n`)
  process.exit(1)
}
