import { median } from '../measure/percentile.ts'
import { type Outcome, playedFor, playedIn, type Round } from '../outcome.ts'
import type { Life } from '../scenarios/life.ts'
import type { Maximum } from '../scenarios/maximum.ts'
import type { Played } from '../scenarios/play.ts'
import { atLeastTimes, atMost, type Row } from './row.ts'

const MEGABYTE = 1_000_000

const sustained = (maximum: Maximum | undefined): number | undefined => maximum?.sustained?.rate.asked
const cpuPerMillion = (played: Played | undefined): number | undefined =>
  played === undefined ? undefined : (played.stretch.cpuSeconds / played.items) * 1e6
const commitsPerSecond = (played: Played | undefined): number | undefined =>
  played?.counted === undefined ? undefined : played.counted.commits / played.stretch.wallSeconds
/** How much of the machine was not there for a system: rows in which this differs much are not to be compared. */
const othersBusy = ({ flood, steps }: Maximum): number | undefined =>
  median([flood, ...steps].map(({ stretch }) => stretch.otherCores))

/** The table of an outcome: what each system did, and the goals for ours. */
export function rowsOf(outcome: Outcome): Row[] {
  const { rounds, aftermath } = outcome
  const of = (pick: (round: Round) => number | undefined): number | undefined => median(rounds.map(pick))
  const three = (pick: (life: Life) => number | undefined) => ({
    bare: of(({ bare }) => pick(bare)),
    plain: of(({ plain }) => pick(plain)),
    ours: of(({ ours }) => (ours === undefined ? undefined : pick(ours))),
  })
  const w1 = three(({ maximum }) => sustained(maximum))
  const batched = of((round) => sustained(round.batched))
  const cpu = three(({ maximum }) => cpuPerMillion(maximum.sustained))
  const idle50 = three(({ idle }) => idle?.alertLatency?.p50)
  const idle99 = three(({ idle }) => idle?.alertLatency?.p99)
  const half99 = three(({ half }) => half?.alertLatency?.p99)
  const abovePlain = w1.ours === undefined || w1.plain === undefined ? undefined : w1.ours > w1.plain
  const bar = atLeastTimes(0.3, w1.ours, w1.bare, 'bare aedes')
  const compared = true
  return [
    {
      what: 'W1 max, readings/s',
      ...w1,
      compared,
      bar: { text: `${bar.text}, > plain`, reached: bar.reached && abovePlain },
      aim: atLeastTimes(0.6, w1.ours, w1.bare, 'bare'),
    },
    { what: 'W1 flood, readings/s', ...three(({ maximum }) => maximum.flood.rate.dealtWith), compared },
    {
      what: 'W1b max (50 a message), items/s',
      ours: batched,
      bar: atLeastTimes(0.8, batched, w1.bare, 'bare W1'),
      aim: atLeastTimes(2, batched, w1.bare, 'bare W1'),
    },
    { what: 'W1b flood, items/s', ours: of((round) => round.batched?.flood.rate.dealtWith) },
    {
      what: 'CPU s per million, at max',
      ...cpu,
      decimals: 1,
      compared,
      bar: atMost(30, cpu.ours),
      aim: atMost(18, cpu.ours),
    },
    {
      what: 'alert p50 idle, ms',
      ...idle50,
      decimals: 2,
      compared,
      bar: atMost(3, idle50.ours),
      aim: atMost(1.4, idle50.ours),
    },
    {
      what: 'alert p99 idle, ms',
      ...idle99,
      decimals: 2,
      compared,
      bar: atMost(6, idle99.ours),
      aim: atMost(3, idle99.ours),
    },
    { what: 'alert p50 at half of max, ms', ...three(({ half }) => half?.alertLatency?.p50), decimals: 2, compared },
    {
      what: 'alert p99 at half of max, ms',
      ...half99,
      decimals: 2,
      compared,
      bar: atMost(35, half99.ours),
      aim: atMost(15, half99.ours),
    },
    { what: 'acknowledged p99 at half, ms', ...three(({ half }) => half?.acknowledgeLatency?.p99), decimals: 2 },
    { what: 'commits a second, at max', ours: of(({ ours }) => commitsPerSecond(ours?.maximum.sustained)) },
    { what: 'commits a second, at half', ours: of(({ ours }) => commitsPerSecond(ours?.half)) },
    {
      what: 'resident after W1, MB',
      ...three((life) => (last(life)?.stretch.residentBytes ?? 0) / MEGABYTE),
      compared,
    },
    { what: 'peak resident in W1, MB', ...three((life) => (last(life)?.stretch.peakBytes ?? 0) / MEGABYTE), compared },
    { what: 'others busy meanwhile, cores', ...three(({ maximum }) => othersBusy(maximum)), decimals: 2 },
    ...aftermathRows(aftermath),
    ...wrongRows(outcome),
  ]
}

const last = (life: Life): Played | undefined => playedIn(life).at(-1)

function aftermathRows(aftermath: Outcome['aftermath']): Row[] {
  const rate = aftermath?.catchUp.itemsPerSecond
  const hour = rate === undefined ? undefined : 1e6 / rate
  const sos = aftermath?.catchUp.sosLatency?.p99
  const restart = aftermath === undefined ? undefined : median(aftermath.restartMs)
  const stored = aftermath === undefined ? '' : ` with ${(aftermath.catchUp.items / 1e6).toFixed(1)} M items`
  return [
    { what: 'catching up 1.0 M items, s', ours: hour, decimals: 1, bar: atMost(60, hour), aim: atMost(30, hour) },
    { what: 'SOS p99 while catching up, ms', ours: sos, decimals: 1, bar: atMost(250, sos), aim: atMost(100, sos) },
    {
      what: 'bytes an item on disk',
      ours: aftermath?.bytesPerItem,
      decimals: 1,
      bar: atMost(60, aftermath?.bytesPerItem),
      aim: atMost(8, aftermath?.bytesPerItem),
    },
    {
      what: `killed to acknowledging${stored}, ms`,
      ours: restart,
      bar: atMost(2000, restart),
      aim: atMost(500, restart),
    },
  ]
}

/** What must not be: alerts missing, doubled or for nobody, and items acknowledged but not stored. */
function wrongRows({ rounds, aftermath }: Outcome): Row[] {
  const wrong = (played: readonly Played[]): number =>
    played.reduce((sum, { alerts }) => sum + alerts.missing + alerts.doubled + alerts.unknown, 0)
  const ours = rounds.flatMap((round) => [
    ...(round.ours === undefined ? [] : playedIn(round.ours)),
    ...(round.batched === undefined ? [] : playedFor(round.batched)),
  ])
  const caughtUp = aftermath === undefined ? [] : [aftermath.catchUp]
  // What drains ends while SOS are still on their way: those count by the tally at the end of both.
  const alerts = ours.length === 0 ? undefined : wrong(ours) + caughtUp.reduce((sum, { wrong }) => sum + wrong, 0)
  const lost = [...ours, ...caughtUp].reduce((sum, { items, counted }) => sum + items - (counted?.items ?? items), 0)
  const unstored = ours.length === 0 ? undefined : lost
  return [
    {
      what: 'alerts missing, doubled or unfounded',
      plain: wrong(rounds.flatMap(({ plain }) => playedIn(plain))),
      ours: alerts,
      bar: atMost(0, alerts),
    },
    { what: 'items acknowledged but not stored', ours: unstored, bar: atMost(0, unstored) },
  ]
}
