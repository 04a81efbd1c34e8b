import type { Milliseconds, ReadingKind, StoredReading } from '@kotisilta/contract'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useMemo, useRef } from 'react'
import uPlot from 'uplot'
import { useLanguage } from '../locales/use-language.ts'
import { formatValue } from '../words/numbers.ts'
import { chartSeries } from './chart-series.ts'
import { drawLimits, drawMoments, drawShades } from './draw-marks.ts'
import { type LimitLine, verticalRange } from './limit-lines.ts'
import { readPalette } from './palette.ts'
import { plotOptions } from './plot-options.ts'
import { type TimeRange, useDragging } from './use-dragging.ts'
import './sign-plot.css'

interface Props {
  kind: ReadingKind
  readings: readonly StoredReading[]
  range: TimeRange
  limits: readonly LimitLine[]
  /** Moments of alerts, ISO 8601. */
  moments: readonly string[]
  /** Times that are greyed, because nothing could be measured. */
  shaded?: readonly TimeRange[]
  width: number
  height: number
  syncKey: string
  withTimes: boolean
  /** What the chart is, for those who do not see it. */
  label: string
  /** Absent where the time shown is fixed. */
  onRange?: ((range: TimeRange) => void) | undefined
  /** The reading under the cursor, or none. */
  onCursor?: ((at: Milliseconds | undefined, place: number | undefined) => void) | undefined
  /** Colours of the day, on paper. */
  printing?: boolean
}

/** One sign over time: the line, the plan's limits, and a hairline for each alert. */
export function SignPlot(props: Props) {
  const { kind, readings, range, limits, width, height, syncKey, withTimes, label, printing = false } = props
  const language = useLanguage()
  const scheme = useComputedColorScheme('dark')
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const latest = useRef(props)
  const series = useMemo(() => chartSeries(readings, kind), [readings, kind])

  useEffect(() => {
    latest.current = props
  })

  // The colours are read from the page anew when one of these changes.
  const look = useMemo(() => ({ scheme, printing }), [scheme, printing])

  useEffect(() => {
    if (box.current === null || width === 0 || look === undefined) return
    const palette = readPalette()
    const number = (value: number) => formatValue(value, kind, language)
    const levelName = (level: number) => ['A', 'C', 'V', 'P', 'U'][level] ?? ''
    const hooks: uPlot.Hooks.Arrays = {
      drawClear: [(drawn) => drawShades(drawn, latest.current.shaded ?? [], palette)],
      drawAxes: [
        (drawn) => {
          drawMoments(
            drawn,
            latest.current.moments.map((moment) => Date.parse(moment) / 1_000),
            palette,
          )
          drawLimits(drawn, latest.current.limits, palette, number)
        },
      ],
      setSelect: [
        ({ select, posToVal }) => {
          if (select.width < 8) return
          const from = posToVal(select.left, 'x') * 1_000
          const to = posToVal(select.left + select.width, 'x') * 1_000
          plot.current?.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          latest.current.onRange?.({ from, to })
        },
      ],
      setCursor: [
        ({ cursor, data }) => {
          const place = cursor.idx ?? undefined
          const seconds = place === undefined ? undefined : data[0][place]
          latest.current.onCursor?.(seconds === undefined ? undefined : seconds * 1_000, place)
        },
      ],
    }
    const options = plotOptions(
      { kind, language, palette, width, height, syncKey, withTimes, levelName },
      hooks,
      () => latest.current.range.to,
    )
    const made = new uPlot(options, [[], []], box.current)
    plot.current = made
    return () => {
      plot.current = undefined
      made.destroy()
    }
  }, [kind, language, width, height, syncKey, withTimes, look])

  // Runs after the plot has been made anew, too.
  useEffect(() => {
    const values = series.lines.flat().filter((value) => value !== null)
    const [min, max] = verticalRange(values, limits, kind)
    plot.current?.batch(() => {
      plot.current?.setData([series.times, ...series.lines], false)
      plot.current?.setScale('x', { min: range.from / 1_000, max: range.to / 1_000 })
      plot.current?.setScale('y', { min, max })
    })
  })

  useDragging(box, range, props.onRange)
  return <div ref={box} className="sign-plot" role="img" aria-label={label} />
}
