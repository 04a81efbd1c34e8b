import type { Actor, PatientChange, PatientRecord } from '@kotisilta/contract'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { getHistory } from '../../api/people-endpoints.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { formatDateTime } from '../../words/times.ts'

interface Props {
  record: PatientRecord
  staff: readonly Actor[]
}

/** Who changed what, and what it was before; newest first. */
export function HistoryPanel({ record, staff }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const history = useQuery({ queryKey: ['history', record.id], queryFn: () => getHistory(record.id) })
  return (
    <section className="panel">
      <h2>{t('people.history.title')}</h2>
      {history.isPending && <LoadingNotice />}
      {history.isError && (
        <FailureNotice
          error={history.error}
          say={(why) => t('people.history.failed', { why })}
          onRetry={() => void history.refetch()}
        />
      )}
      {history.data?.length === 0 && <p className="soft">{t('people.history.empty')}</p>}
      <ol className="people-history">
        {history.data?.map((change) => (
          <li key={change.id}>
            <b>{t(`people.history.action.${change.action}`)}</b>
            <span className="soft">
              <time dateTime={change.at}>{formatDateTime(change.at, language, now)}</time> {change.by?.name ?? ''}
            </span>
            <ul>
              {change.changes.map((each) => (
                <li key={each.field}>{changeText(t, each, staff)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  )
}

function changeText(t: TFunction, change: PatientChange['changes'][number], staff: readonly Actor[]): string {
  const { field } = change
  const words = t(`people.field.${field}` as 'people.field.name')
  const before = valueText(t, field, change.before, staff)
  const after = valueText(t, field, change.after, staff)
  return t('people.history.change', { field: words, before, after })
}

function valueText(t: TFunction, field: string, value: unknown, staff: readonly Actor[]): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return t(value ? 'people.form.yes' : 'people.form.no')
  if (field === 'status') return t(`people.status.${value as 'active'}`)
  if (field === 'language') return t(`terms.patientLanguage.${value as 'fi'}`)
  if (field === 'responsible') return staff.find(({ id }) => id === value)?.name ?? String(value)
  if (field === 'contacts') {
    return (value as { name: string; phone: string }[]).map(({ name, phone }) => `${name} ${phone}`).join(', ') || '–'
  }
  if (Array.isArray(value)) return value.join(', ') || t('people.safety.noAllergies')
  return String(value)
}
