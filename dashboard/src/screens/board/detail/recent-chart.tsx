import type { Alert } from '@kotisilta/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getReadings } from '../../../api/endpoints.ts'
import { usePatient } from '../../../api/use-patient.ts'
import { kindsIn } from '../../../charts/chart-series.ts'
import { limitLines } from '../../../charts/limit-lines.ts'
import { SignPlot } from '../../../charts/sign-plot.tsx'
import { useWidth } from '../../../charts/use-width.ts'
import { useServerTime } from '../../../live/use-server-time.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../../ui/loading-notice.tsx'
import { kindText, nameWithUnit, unitText } from '../../../words/reading-text.ts'
import { recentKinds } from './recent-kinds.ts'

const STEP_MS = 60_000
const REFRESH_MS = 30_000
const POINTS = 300
const HEIGHT = 96

/** The signs that matter for this alert, over the last day or week. */
export function RecentChart({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const to = useServerTime(STEP_MS) + STEP_MS
  const { kinds, span } = recentKinds(alert)
  const range = { from: to - span, to }
  const [box, width] = useWidth<HTMLDivElement>()
  const patient = usePatient(alert.patient.id)
  const readings = useQuery({
    queryKey: ['recent', alert.patient.id, kinds, alert.id, alert.version],
    queryFn: () =>
      getReadings(
        alert.patient.id,
        kinds,
        { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() },
        POINTS,
      ),
    enabled: kinds.length > 0,
    refetchInterval: REFRESH_MS,
    placeholderData: (before, query) => (query?.queryKey[1] === alert.patient.id ? before : undefined),
  })
  if (kinds.length === 0) return null
  const there = kindsIn(readings.data ?? [], kinds)
  return (
    <section className="panel recent" aria-labelledby="recent-title">
      <h3 id="recent-title">{t(alert.problem === 'fluid' ? 'board.chart.week' : 'board.chart.day')}</h3>
      {readings.isPending && <LoadingNotice />}
      {readings.isError && (
        <FailureNotice
          error={readings.error}
          say={(why) => t('board.chart.failed', { why })}
          onRetry={() => void readings.refetch()}
        />
      )}
      {readings.data !== undefined && there.length === 0 && <p className="soft">{t('board.chart.none')}</p>}
      <div ref={box}>
        {there.map((kind, place) => (
          <figure key={kind} className="recent-sign">
            <figcaption>{nameWithUnit(kindText(t, kind), unitText(t, kind))}</figcaption>
            <SignPlot
              kind={kind}
              readings={readings.data ?? []}
              range={range}
              limits={limitLines(patient.data?.plan, kind)}
              moments={[alert.occurredAt]}
              width={width}
              height={place === there.length - 1 ? HEIGHT + 30 : HEIGHT}
              syncKey="recent"
              withTimes={place === there.length - 1}
              label={t('patients.charts.chartOf', {
                sign: kindText(t, kind),
                count: readings.data?.filter((reading) => reading.kind === kind).length ?? 0,
              })}
            />
          </figure>
        ))}
      </div>
    </section>
  )
}
