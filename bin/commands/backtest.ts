import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { groupPlan, type Plan, planSchema } from '@kotisilta/contract'
import { Command, InvalidArgumentError } from 'commander'
import { withProgress } from '../backtest/progress.ts'
import { backtest } from '../backtest/run.ts'
import { speculatively } from '../backtest/speculative.ts'
import { backtestStored } from '../backtest/stored.ts'
import { writerTo } from '../lines.ts'

const HELP = `
Each line of FILE is an item with "patient". Items are judged in event time; the file may be grouped by patient or not.
A file in event time for each patient is judged as it is read; patients whose items are out of order, and everybody when
FILE is a pipe, are held in memory until the end.

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
  const { items, store, plan, scores = false } = options
  if ((items === undefined) === (store === undefined)) throw new Error('say either --items FILE or --store FOLDER')
  const given = plan === undefined ? undefined : planOf(plan)
  const write = writerTo(process.stdout)
  const { summary, judged } =
    items === undefined
      ? await overStore(store as string, options, { plan: given, scores, write })
      : await overFile(items, { plan: given ?? groupPlan, scores, write })
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

async function overFile(items: string, how: How & { plan: Plan }) {
  const file = statSync(items)
  const judge = (isHeld: (patient: string) => boolean, write: How['write']) =>
    backtest({ ...how, write, isHeld, history: withProgress('judging', createReadStream(items), file.size) })
  // A pipe can be read but once.
  return file.isFile() ? speculatively(items, how.write, judge) : judge(() => true, how.write)
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
