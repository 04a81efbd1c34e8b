import type { Language } from '@kotisilta/contract'
import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import uPlot from 'uplot'
import { readPalette } from '../../charts/palette.ts'
import { useWidth } from '../../charts/use-width.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { LOCALE } from '../../words/numbers.ts'
import '../../charts/sign-plot.css'

const HEIGHT = 180

interface Props {
  title: string
  /** `2026-11-26`. */
  days: readonly string[]
  values: readonly (number | null)[]
  shape: 'bars' | 'line'
}

/** One number a day; what it says is in words, too. */
export function DayPlot({ title, days, values, shape }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const scheme = useComputedColorScheme('dark')
  const [box, width] = useWidth<HTMLDivElement>()
  const plot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (plot.current === null || width === 0 || scheme === undefined) return
    const times = days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1_000)
    const made = new uPlot(optionsOf(width, shape, language), [times, [...values]], plot.current)
    return () => made.destroy()
  }, [days, values, width, shape, scheme, language])
  const known = values.filter((value) => value !== null)
  const number = (value: number) => new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: 1 }).format(value)
  const label = t('evaluation.days.plot', {
    title,
    from: days[0] ?? '',
    to: days.at(-1) ?? '',
    least: known.length === 0 ? '–' : number(Math.min(...known)),
    most: known.length === 0 ? '–' : number(Math.max(...known)),
  })
  return (
    <figure className="day-plot" ref={box}>
      <figcaption>{title}</figcaption>
      <div ref={plot} className="sign-plot" role="img" aria-label={label} />
    </figure>
  )
}

function optionsOf(width: number, shape: Props['shape'], language: Language): uPlot.Options {
  const palette = readPalette()
  const axis = {
    stroke: palette.soft,
    font: '14px system-ui, sans-serif',
    grid: { stroke: palette.grid, width: 1 },
    ticks: { show: false },
  }
  const date = new Intl.DateTimeFormat(LOCALE[language], { day: 'numeric', month: 'numeric', timeZone: 'UTC' })
  const number = new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: 1 })
  const bars = uPlot.paths.bars?.({ size: [0.7, 40] })
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), 'UTC'),
    scales: { x: { time: true }, y: { range: (_plot, _least, most) => [0, Math.max(1, (most ?? 1) * 1.1)] } },
    series: [
      {},
      {
        stroke: palette.lines[0],
        width: 2,
        ...(shape === 'bars' && bars !== undefined && { paths: bars, fill: palette.lines[0], points: { show: false } }),
      },
    ],
    axes: [
      { ...axis, space: 64, values: (_plot, splits) => splits.map((at) => date.format(at * 1_000)) },
      { ...axis, size: 56, values: (_plot, splits) => splits.map((value) => number.format(value)) },
    ],
  }
}
