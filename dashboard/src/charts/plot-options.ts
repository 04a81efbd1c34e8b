import type { Language, Milliseconds, ReadingKind } from '@kotisilta/contract'
import uPlot from 'uplot'
import { formatValue, smallestStep } from '../words/numbers.ts'
import { formatDate, formatTime, TIME_ZONE } from '../words/times.ts'
import { LIMIT_ROOM } from './draw-marks.ts'
import type { Palette } from './palette.ts'

/** Room at the left edge for the numbers, the same in every chart so that their times stand above each other. */
export const AXIS_ROOM = 56
const DAY_SECONDS = 86_400
/** Kinds that count over a time are drawn as bars. */
const BARS: ReadonlySet<ReadingKind> = new Set(['steps', 'sleep', 'activity'])
/** With more readings than these, points would be a smear. */
const MOST_POINTS = 60

export interface PlotLook {
  kind: ReadingKind
  language: Language
  palette: Palette
  width: number
  height: number
  /** Charts with the same key share one cursor. */
  syncKey: string
  /** Whether times are written under this chart. */
  withTimes: boolean
  levelName(level: number): string
}

/** What the charts of one screen have in common, without what changes with the data. */
export function plotOptions(look: PlotLook, hooks: uPlot.Hooks.Arrays, now: () => Milliseconds): uPlot.Options {
  const { kind, palette, language } = look
  const font = '14px system-ui, sans-serif'
  const axis = { font, stroke: palette.soft, grid: { stroke: palette.grid, width: 1 }, ticks: { show: false } }
  const line = (stroke: string): uPlot.Series => ({
    stroke,
    width: 2,
    points: { show: (plot) => plot.data[0].length <= MOST_POINTS, size: 6, fill: stroke, stroke },
    ...(BARS.has(kind) && {
      ...pathsOf(uPlot.paths.bars?.({ size: [0.7, 16], align: 1 })),
      fill: stroke,
      points: { show: false },
    }),
    ...(kind === 'consciousness' && pathsOf(uPlot.paths.stepped?.({ align: 1 }))),
  })
  return {
    width: look.width,
    height: look.height,
    padding: [8, LIMIT_ROOM, look.withTimes ? 0 : 8, 0],
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), TIME_ZONE),
    cursor: {
      y: false,
      sync: { key: look.syncKey },
      drag: { x: true, y: false, setScale: false },
      points: { size: 9, width: 2 },
    },
    scales: { x: { time: true }, y: { auto: false } },
    series: [{}, line(palette.lines[0]), ...(kind === 'blood-pressure' ? [line(palette.lines[1])] : [])],
    axes: [
      {
        ...axis,
        show: look.withTimes,
        size: 30,
        space: 72,
        values: (_plot, splits, _axis, _space, increment) =>
          splits.map((at) => timeLabel(at, increment, language, now())),
      },
      {
        ...axis,
        size: AXIS_ROOM,
        space: kind === 'consciousness' ? 12 : 26,
        incrs: stepsOf(kind),
        values: (_plot, splits) =>
          splits.map((value) =>
            kind === 'consciousness' ? look.levelName(value) : formatAxis(value, splits, kind, language),
          ),
      },
    ],
    hooks,
  }
}

const pathsOf = (paths: uPlot.Series.PathBuilder | undefined) => (paths === undefined ? {} : { paths })

/** The date at midnight and where days are counted, the time elsewhere. */
function timeLabel(seconds: number, increment: number, language: Language, now: Milliseconds): string {
  const at = seconds * 1_000
  const time = formatTime(at, language)
  return increment >= DAY_SECONDS || /^00.00$/.test(time) ? formatDate(at, language, now) : time
}

/** What an axis may count in: never in parts that its numbers would not show. */
const stepsOf = (kind: ReadingKind): number[] =>
  [0.1, 1, 10, 100, 1_000, 10_000]
    .flatMap((power) => [1, 2, 5].map((step) => step * power))
    .filter((step) => step >= smallestStep(kind))

/** Decimals only where the steps of the axis need them. */
function formatAxis(value: number, splits: readonly number[], kind: ReadingKind, language: Language): string {
  const whole = splits.every((each) => Number.isInteger(each))
  return whole ? formatValue(value, 'steps', language) : formatValue(value, kind, language)
}
