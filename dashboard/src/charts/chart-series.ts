import { CONSCIOUSNESS_LEVELS, type Milliseconds, type ReadingKind, type StoredReading } from '@kotisilta/contract'

/** Columns for a chart: times in seconds, then one column of values for each line. A null breaks the line. */
export interface ChartSeries {
  times: number[]
  lines: (number | null)[][]
}

const HOUR: Milliseconds = 3_600_000
/** A line is broken where the pause is this many times the usual one, */
const PAUSE_FACTOR = 6
/** but never for a pause shorter than this. */
const SHORTEST_PAUSE = 3 * HOUR

/** One number for each line of the kind: systolic and diastolic, the step of a level, or the value. */
function numbersOf({ value, components }: StoredReading): number[] | undefined {
  if (components !== undefined) return [components.systolic, components.diastolic]
  if (typeof value === 'number') return [value]
  const level = value === undefined ? -1 : CONSCIOUSNESS_LEVELS.indexOf(value)
  return level === -1 ? undefined : [level]
}

/** The readings of one kind as a chart draws them, oldest first, with the line broken where nothing was measured for long. */
export function chartSeries(readings: readonly StoredReading[], kind: ReadingKind): ChartSeries {
  const points = readings
    .filter((reading) => reading.kind === kind)
    .flatMap((reading) => {
      const numbers = numbersOf(reading)
      return numbers === undefined ? [] : [{ at: Date.parse(reading.at), numbers }]
    })
    .sort((a, b) => a.at - b.at)
  const lineCount = kind === 'blood-pressure' ? 2 : 1
  const series: ChartSeries = { times: [], lines: Array.from({ length: lineCount }, () => []) }
  const add = (at: Milliseconds, numbers: readonly number[] | undefined) => {
    series.times.push(at / 1_000)
    for (const [place, line] of series.lines.entries()) line.push(numbers?.[place] ?? null)
  }
  const pause = longPause(points.map(({ at }) => at))
  let last: Milliseconds | undefined
  for (const { at, numbers } of points) {
    if (last !== undefined && at - last > pause) add((at + last) / 2, undefined)
    add(at, numbers)
    last = at
  }
  return series
}

/** The median distance, several times over. */
function longPause(times: readonly Milliseconds[]): Milliseconds {
  const distances = times.slice(1).map((at, place) => at - (times[place] ?? at))
  distances.sort((a, b) => a - b)
  const usual = distances[Math.floor(distances.length / 2)] ?? 0
  return Math.max(SHORTEST_PAUSE, PAUSE_FACTOR * usual)
}

/** The kinds that there are readings of, in the contract's order, without those that no chart shows. */
export function kindsIn(readings: readonly StoredReading[], order: readonly ReadingKind[]): ReadingKind[] {
  const there = new Set(readings.map(({ kind }) => kind))
  return order.filter((kind) => there.has(kind))
}
