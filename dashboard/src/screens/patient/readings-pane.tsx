import type { Alert, PatientDetail } from '@kotisilta/contract'
import { SegmentedControl } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimeRange } from '../../charts/use-dragging.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { useRested } from '../../ui/use-rested.ts'
import { formatDateTime, formatMoment } from '../../words/times.ts'
import { useCorrections } from '../corrections/use-corrections.ts'
import { RangeBar } from './range-bar.tsx'
import { ReadingsTable } from './readings-table.tsx'
import { SignCharts } from './sign-charts.tsx'
import { rangeOf, type Showing, showPreset, showRange } from './time-range.ts'
import { useHistory } from './use-history.ts'
import { usePrinting } from './use-printing.ts'

const RESTED_MS = 250

interface Props {
  patient: PatientDetail
  alerts: readonly Alert[]
}

/** The signs over time, as charts or as a table, and the buttons that choose the time. */
export function ReadingsPane({ patient, alerts }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const printing = usePrinting()
  const now = useServerTime(10_000)
  const [showing, setShowing] = useState<Showing>(() => showPreset('week'))
  const [view, setView] = useState<'charts' | 'table'>('charts')
  const range = rangeOf(showing, now)
  // While somebody drags, only what they have come to rest on is fetched.
  const { readings, events } = useHistory(patient.id, useRested(showing, RESTED_MS), () => now)
  const corrections = useCorrections(patient.id, range, readings.dataUpdatedAt)
  const onRange = useCallback((wanted: TimeRange) => setShowing(showRange(wanted, now)), [now])
  const span = t('patients.charts.span', {
    from: formatDateTime(range.from, language, now),
    to: formatDateTime(range.to, language, now),
  })
  const nothing = readings.data?.length === 0 && events.data?.length === 0

  return (
    <section className="patient-readings panel" aria-labelledby="readings-title">
      <div className="readings-head">
        <h2 id="readings-title">{t('patients.charts.title')}</h2>
        <p className="readings-span" aria-live="polite">
          {span}
          {showing.follow && <span className="soft"> · {t('patients.charts.following')}</span>}
        </p>
        <p className="printed">{t('patients.charts.printed', { time: formatDateTime(now, language, 0) })}</p>
        <SegmentedControl
          className="readings-view"
          aria-label={t('patients.charts.view')}
          value={view}
          onChange={(value) => setView(value as 'charts' | 'table')}
          data={[
            { value: 'charts', label: t('patients.charts.asCharts') },
            { value: 'table', label: t('patients.charts.asTable') },
          ]}
        />
      </div>
      <RangeBar showing={showing} now={now} onShow={setShowing} />
      {readings.isPending && <LoadingNotice />}
      {readings.isError && (
        <FailureNotice
          error={readings.error}
          say={(why) =>
            readings.data === undefined
              ? t('patients.charts.failed', { why })
              : t('patients.charts.old', { time: formatMoment(readings.dataUpdatedAt, language, now) })
          }
          onRetry={() => void readings.refetch()}
        />
      )}
      {nothing && <EmptyNotice title={t('patients.charts.empty.title')} text={t('patients.charts.empty.text')} />}
      {readings.data !== undefined && !nothing && view === 'charts' && (
        <SignCharts
          readings={readings.data}
          events={events.data ?? []}
          alerts={alerts}
          plan={patient.plan}
          range={range}
          onRange={onRange}
          printing={printing}
        />
      )}
      {readings.data !== undefined && !nothing && view === 'table' && (
        <ReadingsTable
          patient={patient.id}
          readings={readings.data}
          events={events.data ?? []}
          corrections={corrections.data ?? []}
          span={span}
        />
      )}
    </section>
  )
}
