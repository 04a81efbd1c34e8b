import { parseArgs } from 'node:util'
import type { Durations } from './scenarios/life.ts'

const MODES = ['default', 'quick', 'detection', 'decode', 'audit', 'profile', 'storm', 'dashboards', 'gateway'] as const
type Mode = (typeof MODES)[number]

export interface Options {
  readonly mode: Mode
  readonly rounds: number
  /** Only what ours is compared with. */
  readonly baselinesOnly: boolean
  /** Items in a message, for `profile`. */
  readonly perMessage: number
  readonly patientsPerHome: number
  /** Gateways, for `storm`. */
  readonly gateways: number
  readonly seconds: Durations
  /** The gap that is caught up with; its readings are also what the bytes on disk are counted from. */
  readonly catchUp: { readonly patients: number; readonly days: number }
}

const USAGE = `npm run bench                  everything, three rounds: some minutes
npm run bench -- quick         one short round: about a minute
npm run bench -- detection     pure detection on one core
npm run bench -- decode        frames through the command line's decoder
npm run bench -- audit         what the access log and the policy cost
npm run bench -- profile       where the server's time goes under W1
npm run bench -- storm         gateways over TLS, all at once, and what each costs in memory
npm run bench -- dashboards    an alert's way from its commit to 200 screens
npm run bench -- gateway       a gateway's footprint, backlog and calls for help
    --gateways N               how many, for storm (2000)
    --rounds N                 how often the systems take turns
    --days N                   length of the gap to catch up with
    --per-message N            items in a message, for profile
    --baselines-only           without Kotisilta itself
TMPDIR says on which disk the systems keep their data.`

/** Reads the command line; throws a `TypeError` in words for people. */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      'per-message': { type: 'string' },
      days: { type: 'string' },
      gateways: { type: 'string' },
      'baselines-only': { type: 'boolean', default: false },
    },
  })
  const mode = MODES.find((name) => name === (positionals[0] ?? 'default'))
  if (mode === undefined || positionals.length > 1)
    throw new TypeError(`cannot do "${positionals.join(' ')}"\n${USAGE}`)
  const quick = mode === 'quick'
  return {
    mode,
    rounds: count('rounds', values.rounds, quick || mode === 'gateway' ? 1 : 3),
    baselinesOnly: values['baselines-only'],
    perMessage: count('per-message', values['per-message'], 1),
    gateways: count('gateways', values.gateways, 2000),
    patientsPerHome: quick ? 80 : 200,
    seconds: quick ? { idle: 5, flood: 1, step: 2, half: 3 } : { idle: 10, flood: 2, step: 5, half: 6 },
    catchUp: { patients: quick ? 400 : 1000, days: count('days', values.days, quick ? 1 : 7) },
  }
}

function count(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new TypeError(`--${name} is a whole number from 1, not "${text}"`)
  return Number(text)
}
