import { readFileSync } from 'node:fs'
import { KotisiltaError } from '@kotisilta/contract'
import { LOAD_SCENARIOS, type LoadScenario, parseFleet, runLoad } from '@kotisilta/simulators'
import { Command, InvalidArgumentError, Option } from 'commander'
import { fail } from '../surroundings.ts'

interface HomesOptions {
  fleet: string
  server: string
  rate: number
  scenario: LoadScenario
  seed: number
  seconds?: number
}

export function command(): Command {
  const simulate = new Command('simulate')
  simulate
    .command('homes')
    .description('the gateways of a provisioned fleet, each on its own connection to a running server')
    .requiredOption('--fleet <fleet.ndjson>', 'what `kotisilta provision` wrote')
    .requiredOption('--server <url>', 'the server’s broker, mqtt://host:port or mqtts://host:port', brokerUrl)
    .option('--rate <r>', 'items a second, over all gateways together', positive, 10)
    .addOption(new Option('--scenario <s>', 'what the people go through').choices(LOAD_SCENARIOS).default('mix'))
    .option('--seed <n>', 'the same seed gives the same people', whole, 42)
    .option('--seconds <t>', 'how long; until Ctrl-C if absent', positive)
    .action(homes)
  return simulate
}

async function homes({ fleet, seconds, ...rest }: HomesOptions): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  try {
    const summary = await runLoad({
      ...rest,
      fleet: parseFleet(readFileSync(fleet, 'utf8')),
      ...(seconds !== undefined && { seconds }),
      stop: stop.signal,
      progress: ({ sent, acknowledged, seconds: passed }) =>
        process.stderr.write(`${passed.toFixed(0)} s: ${sent} sent, ${acknowledged} acknowledged\n`),
    })
    process.stdout.write(`${JSON.stringify(summary)}\n`)
    const open = summary.sent - summary.acknowledged
    if (open > 0) fail(`${open} items were not acknowledged`)
  } catch (error) {
    if (error instanceof KotisiltaError) return fail(`${error.code}: ${error.message}`)
    if (error instanceof Error && 'syscall' in error) return fail(`cannot read the fleet: ${error.message}`)
    throw error
  }
}

function positive(text: string): number {
  const number = Number(text)
  if (!(number > 0) || !Number.isFinite(number)) throw new InvalidArgumentError('a number above 0')
  return number
}

function whole(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('a whole number from 0')
  return number
}

function brokerUrl(text: string): string {
  if (!/^(mqtt|mqtts|tcp):\/\/[^/\s]+$/.test(text))
    throw new InvalidArgumentError('mqtt://host:port or mqtts://host:port')
  return text
}
