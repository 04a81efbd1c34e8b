import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { groupPlan, type Plan, planSchema } from '@kotisilta/contract'
import { Command, InvalidArgumentError } from 'commander'
import { backtestFile } from '../backtest/file.ts'
import { withProgress } from '../backtest/progress.ts'
import { backtestStored } from '../backtest/stored.ts'
import { backtestStream } from '../backtest/stream.ts'
import { writerTo } from '../lines.ts'

const HELP = `
Each line of FILE is an item with "patient". Items are judged in event time; the file may be grouped by patient or not.
Patients are divided among threads, and what is told comes in the order of the file all the same. Patients whose items are
not in event time, and everybody when FILE is a pipe, are held in memory until the end.

On standard output, a line for each thing that would have been told:
  {"type":"alert","patient":"...","at":"...","rule":"...","priority":"...","change":"raised","title":"...",...}
("change" is raised, worse or occurred), and with --scores for each reading:
  {"type":"score","patient":"...","at":"...","score":5,"news2":{...}}
On standard error, the alerts per patient-day by rule (a day counts when there was an item), and the lines that could
not be read.`

interface Options {
  items?: string
  store?: string
  patient?: string
  from?: Date
  to?: Date
  plan?: string
  scores?: boolean
  threads: number
}

/** `kotisilta backtest`: detection over history. */
export function command(): Command {
  return new Command('backtest')
    .option('--items <file>', 'the history, NDJSON')
    .option('--store <folder>', "the history in a server's data folder, whether it runs or not")
    .option('--patient <id>', 'with --store: of this person alone')
    .option('--from <time>', 'with --store: from this time on (ISO 8601)', moment)
    .option('--to <time>', 'with --store: until then', moment)
    .option('--plan <file>', "everybody's plan, JSON; without it the group's plan, with --store each person's own")
    .option('--scores', 'a line for each reading, too')
    .option('--threads <n>', 'with --items: how many judge at once', count, availableParallelism())
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      try {
        await run(options)
      } catch (error) {
        process.stderr.write(`backtest: ${(error as Error).message}\n`)
        process.exitCode = 1
      }
    })
}

async function run(options: Options): Promise<void> {
  const { items, store, plan, threads, scores = false } = options
  if ((items === undefined) === (store === undefined)) throw new Error('say either --items FILE or --store FOLDER')
  const given = plan === undefined ? undefined : planOf(plan)
  const write = writerTo(process.stdout)
  const { summary, judged } =
    items === undefined
      ? await overStore(store as string, options, { plan: given, scores, write })
      : await overFile(items, threads, { plan: given ?? groupPlan, scores, write })
  process.stderr.write(summary)
  if (judged === 0) throw new Error(`no item could be read in ${items ?? store}`)
}

type How = Pick<Parameters<typeof backtestStored>[0], 'plan' | 'scores' | 'write'>

async function overStore(folder: string, { patient, from, to }: Options, how: How) {
  if (!existsSync(folder)) throw new Error(`${folder}: no such folder`)
  // The whole server comes with it: only where it is needed.
  const { storedHistory } = await import('@kotisilta/server')
  const history = storedHistory(folder, { patient, from: from?.getTime(), to: to?.getTime() })
  try {
    return await backtestStored({ ...how, history })
  } finally {
    await history.close()
  }
}

async function overFile(items: string, threads: number, how: How & { plan: Plan }) {
  const file = statSync(items)
  if (file.isFile()) return backtestFile({ ...how, path: items, threads })
  // A pipe can be read but once.
  return backtestStream({ ...how, history: withProgress('judging', createReadStream(items), file.size) })
}

function count(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a whole number from 1 on')
  return number
}

function moment(text: string): Date {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('a time in ISO 8601')
  return time
}

function planOf(file: string): Plan {
  const parsed = planSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'plan'}: ${message}`)
  throw new Error(`${file} is no plan: ${faults.join('; ')}`)
}
