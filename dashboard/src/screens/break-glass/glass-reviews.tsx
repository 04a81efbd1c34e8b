import { type BrokenGlass, VERDICTS } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getBrokenGlass, reviewGlass } from '../../api/access.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { formatDateTime } from '../../words/times.ts'

const REFRESH_MS = 30_000

/** Every time the glass was broken, those without a verdict first. */
export function GlassReviews() {
  const { t } = useTranslation()
  const glass = useQuery({ queryKey: ['break-glass'], queryFn: getBrokenGlass, refetchInterval: REFRESH_MS })
  const waiting = glass.data?.filter(({ review }) => review === null).length ?? 0
  return (
    <section className="glass-reviews" aria-label={t('access.glass.reviews')}>
      <h2>{t('access.glass.reviews')}</h2>
      {glass.isPending && <LoadingNotice />}
      {glass.isError && <FailureNotice error={glass.error} onRetry={() => void glass.refetch()} />}
      {glass.data?.length === 0 && (
        <EmptyNotice title={t('access.glass.none.title')} text={t('access.glass.none.text')} />
      )}
      {waiting > 0 && <p role="status">{t('access.glass.waiting', { count: waiting })}</p>}
      <ul className="glass-rows">
        {glass.data?.map((each) => (
          <GlassRow key={each.id} glass={each} />
        ))}
      </ul>
    </section>
  )
}

function GlassRow({ glass }: { glass: BrokenGlass }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { staff, patient, reason, from, until, uses, review } = glass
  return (
    <li className="panel glass-row" data-waiting={review === null || undefined}>
      <div className="glass-words">
        <h3>
          {staff.name}, {t(`terms.role.${staff.role}`)} → {patient.name}
        </h3>
        <p>{t('access.glass.because', { reason })}</p>
        <p className="soft">
          {formatDateTime(from, language, now)} – {formatDateTime(until, language, now)} ·{' '}
          {t('access.glass.uses', { count: uses })}
        </p>
        {review !== null && (
          <p>
            <b>{t(`access.verdict.${review.verdict}`)}</b>, {review.by}, {formatDateTime(review.at, language, now)}
            {review.note !== null && <>: {review.note}</>}
          </p>
        )}
      </div>
      {review === null && <Verdict id={glass.id} />}
    </li>
  )
}

function Verdict({ id }: { id: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const review = useMutation({
    mutationFn: (verdict: string) => reviewGlass(id, verdict, note.trim()),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['break-glass'] }),
  })
  return (
    <div className="glass-verdict">
      <TextInput
        label={t('access.glass.note')}
        value={note}
        maxLength={500}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="glass-buttons">
        {VERDICTS.map((verdict) => (
          <Button key={verdict} variant="default" disabled={review.isPending} onClick={() => review.mutate(verdict)}>
            {t(`access.verdict.${verdict}`)}
          </Button>
        ))}
      </div>
      {review.isError && <FailureNotice error={review.error} say={(why) => t('access.glass.failed', { why })} />}
    </div>
  )
}
