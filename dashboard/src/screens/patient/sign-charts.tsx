import { type Alert, type Plan, READING_KIND_NAMES, type StoredEvent, type StoredReading } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { kindsIn } from '../../charts/chart-series.ts'
import type { TimeRange } from '../../charts/use-dragging.ts'
import { useWidth } from '../../charts/use-width.ts'
import { AlertLane } from './alert-lane.tsx'
import { DoseLane } from './dose-lane.tsx'
import { dosesOf } from './doses.ts'
import { SignChart } from './sign-chart.tsx'
import { unwornSpans } from './unworn.ts'

interface Props {
  readings: readonly StoredReading[]
  events: readonly StoredEvent[]
  alerts: readonly Alert[]
  plan: Plan
  range: TimeRange
  onRange(range: TimeRange): void
  printing: boolean
}

const HEIGHT = 116
/** A4 upright, less the margins, in CSS pixels. */
const PAPER_WIDTH = 700
/** What of the one page is left for charts, and what of each goes to its name. */
const PAPER_HEIGHT = 500
const PAPER_NAME = 18
const PAPER_LEAST = 34

/** The signs that there are, one above the other on one time axis, with alerts and doses above them. */
export function SignCharts({ readings, events, alerts, plan, range, onRange, printing }: Props) {
  const { t } = useTranslation()
  const [box, measured] = useWidth<HTMLDivElement>()
  const width = printing ? PAPER_WIDTH : measured
  const kinds = kindsIn(
    readings,
    READING_KIND_NAMES.filter((kind) => kind !== 'battery-level'),
  )
  const doses = dosesOf(events, range)
  const shown = alerts.filter(({ occurredAt }) => {
    const at = Date.parse(occurredAt)
    return at >= range.from && at <= range.to
  })
  return (
    <div ref={box} className="sign-charts">
      <p className="soft chart-hint">
        {t('patients.charts.hint')} {plan.limits.length > 0 && t('patients.charts.legend')}
      </p>
      {shown.length > 0 && <AlertLane alerts={shown} range={range} width={width} />}
      {doses.length > 0 && <DoseLane doses={doses} range={range} width={width} />}
      {kinds.map((kind, place) => (
        <SignChart
          key={kind}
          kind={kind}
          readings={readings}
          plan={plan}
          range={range}
          moments={shown.map(({ occurredAt }) => occurredAt)}
          unworn={unwornSpans(events, range)}
          width={width}
          height={printing ? Math.max(PAPER_LEAST, Math.floor(PAPER_HEIGHT / kinds.length) - PAPER_NAME) : HEIGHT}
          last={place === kinds.length - 1}
          onRange={onRange}
          printing={printing}
        />
      ))}
    </div>
  )
}
