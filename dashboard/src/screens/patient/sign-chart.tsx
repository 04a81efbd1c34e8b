import type { Milliseconds, Plan, ReadingKind, StoredReading } from '@kotisilta/contract'
import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { limitLines } from '../../charts/limit-lines.ts'
import { SignPlot } from '../../charts/sign-plot.tsx'
import type { TimeRange } from '../../charts/use-dragging.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { kindText, readingText } from '../../words/reading-text.ts'
import { formatMoment } from '../../words/times.ts'

interface Props {
  kind: ReadingKind
  readings: readonly StoredReading[]
  plan: Plan
  range: TimeRange
  moments: readonly string[]
  unworn: readonly TimeRange[]
  width: number
  /** The last one has the times under it. */
  last: boolean
  onRange(range: TimeRange): void
  height: number
  printing: boolean
}

const TIMES_HEIGHT = 30

/** One sign: its name, the latest value or the one under the cursor, and the chart. */
export function SignChart({
  kind,
  readings,
  plan,
  range,
  moments,
  unworn,
  width,
  height,
  last,
  onRange,
  printing,
}: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const readout = useRef<HTMLSpanElement>(null)
  const own = useMemo(() => readings.filter((reading) => reading.kind === kind), [readings, kind])
  const latest = own.at(-1)

  const say = (reading: StoredReading) =>
    t('patients.charts.latest', {
      value: readingText(t, language, reading),
      time: formatMoment(reading.at, language, now),
    })
  const latestText = latest === undefined ? '' : say(latest)

  // Written straight into the page: the cursor moves many times a second.
  const onCursor = useCallback(
    (at: Milliseconds | undefined) => {
      if (readout.current === null) return
      const under = at === undefined ? undefined : own.find((reading) => Date.parse(reading.at) === Math.round(at))
      readout.current.textContent =
        under === undefined
          ? latestText
          : `${readingText(t, language, under)}, ${formatMoment(under.at, language, now)}`
    },
    [own, latestText, t, language, now],
  )

  return (
    <figure className="sign">
      <figcaption>
        <b>{kindText(t, kind)}</b>
        <span ref={readout} className="sign-readout">
          {latestText}
        </span>
      </figcaption>
      <SignPlot
        kind={kind}
        readings={own}
        range={range}
        limits={limitLines(plan, kind)}
        moments={moments}
        shaded={kind === 'heart-rate' || kind === 'steps' || kind === 'activity' ? unworn : []}
        width={width}
        height={height + (last ? TIMES_HEIGHT : 0)}
        syncKey="patient"
        withTimes={last}
        label={t('patients.charts.chartOf', { sign: kindText(t, kind), count: own.length })}
        onRange={onRange}
        onCursor={onCursor}
        printing={printing}
      />
    </figure>
  )
}
