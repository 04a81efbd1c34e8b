import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getChoices } from '../../api/people-endpoints.ts'
import { useSession } from '../../api/session.ts'
import { caresForClients } from '../../shell/rights.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { type Asked, getEvaluation } from './evaluation-requests.ts'
import { FiguresView } from './figures-view.tsx'
import './evaluation.css'

const DAY_MS = 24 * 3_600_000
const PERIODS = ['7', '30', '90', '365'] as const
type Period = (typeof PERIODS)[number]

/** How alerts have been answered: for the coordinator, and for those who steer the region. */
export function EvaluationScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const [until] = useState(Date.now)
  const [period, setPeriod] = useState<Period>('30')
  const [area, setArea] = useState('')
  const cares = caresForClients(user.role)
  const choices = useQuery({ queryKey: ['people-choices'], queryFn: getChoices, enabled: cares })
  const asked: Asked = {
    from: new Date(until - Number(period) * DAY_MS).toISOString(),
    to: new Date(until).toISOString(),
    area,
  }
  const figures = useQuery({
    queryKey: ['evaluation', asked],
    queryFn: () => getEvaluation(asked),
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
  const isEmpty = figures.data?.times.at(-1)?.raised === 0
  return (
    <div className="evaluation">
      <ScreenHeading title={t('evaluation.title')} />
      <div className="evaluation-asked">
        <SegmentedControl
          size="md"
          aria-label={t('evaluation.periods')}
          value={period}
          onChange={(value) => setPeriod(value as Period)}
          data={PERIODS.map((value) => ({ value, label: t(`evaluation.period.${value}`) }))}
        />
        {cares && (
          <NativeSelect
            size="md"
            label={t('evaluation.area')}
            value={area}
            data={[
              { value: '', label: t('evaluation.everywhere') },
              ...(choices.data?.areas ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => setArea(event.currentTarget.value)}
          />
        )}
      </div>
      {figures.isPending && <LoadingNotice />}
      {figures.isError && (
        <FailureNotice
          error={figures.error}
          say={(why) => t('evaluation.failed', { why })}
          onRetry={() => void figures.refetch()}
        />
      )}
      {isEmpty && <EmptyNotice title={t('evaluation.empty.title')} text={t('evaluation.empty.text')} />}
      {figures.data !== undefined && !isEmpty && <FiguresView figures={figures.data} asked={asked} />}
    </div>
  )
}
