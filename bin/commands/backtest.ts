import { createReadStream, readFileSync, statSync } from 'node:fs'
import { groupPlan, type Plan, planSchema } from '@kotisilta/contract'
import { Command } from 'commander'
import { patientsOutOfOrder } from '../backtest/order.ts'
import { withProgress } from '../backtest/progress.ts'
import { backtest } from '../backtest/run.ts'
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
  items: string
  plan?: string
  scores?: boolean
}

/** `kotisilta backtest`: detection over history. */
export function command(): Command {
  return new Command('backtest')
    .requiredOption('--items <file>', 'the history, NDJSON')
    .option('--plan <file>', "everybody's plan, JSON; the group's plan if absent")
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

async function run({ items, plan, scores = false }: Options): Promise<void> {
  const everybodys = planOf(plan)
  const file = statSync(items)
  const read = (what: string): AsyncIterable<Uint8Array> => withProgress(what, createReadStream(items), file.size)
  const outOfOrder = file.isFile() ? await patientsOutOfOrder(read('ordering')) : undefined
  const { summary, judged } = await backtest({
    plan: everybodys,
    history: read('judging'),
    isHeld: (patient) => outOfOrder === undefined || outOfOrder.has(patient),
    scores,
    write: writerTo(process.stdout),
  })
  process.stderr.write(summary)
  if (judged === 0) throw new Error(`no item could be read in ${items}`)
}

function planOf(file: string | undefined): Plan {
  if (file === undefined) return groupPlan
  const parsed = planSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'plan'}: ${message}`)
  throw new Error(`${file} is no plan: ${faults.join('; ')}`)
}
