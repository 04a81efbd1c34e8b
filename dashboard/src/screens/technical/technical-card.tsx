import type { ShownTechnicalAlert } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { PriorityMark } from '../../ui/priority-mark.tsx'
import { formatMoment } from '../../words/times.ts'
import { type Step, takeStep } from './technical-requests.ts'

/** One technical alert: what it is, what it means, what to do, and who has it. */
export function TechnicalCard({ alert }: { alert: ShownTechnicalAlert }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { problem, gateway, place, channel, count, status, owner, climb } = alert
  const isOver = alert.history.at(-1)?.event === 'over'
  const where = gateway ?? (channel === undefined ? t('technical.house') : t(`delivery.channel.${channel}`))
  return (
    <li className="panel technical-card" data-status={status}>
      <div className="technical-head">
        <h2>
          <PriorityMark priority={alert.priority} /> {t(`technical.problem.${problem}`)}
        </h2>
        <p>
          <b>{t(`technical.status.${isOver ? 'over' : status}`, { name: owner?.name ?? '' })}</b>
        </p>
      </div>
      <p>
        {where}
        {place !== null && ` · ${place}`}
      </p>
      <p>
        {t('technical.since', { at: formatMoment(alert.raisedAt, language, now) })} · {t('technical.times', { count })}{' '}
        · {t('technical.last', { at: formatMoment(alert.lastAt, language, now) })}
        {!alert.stillTrue && !isOver && ` · ${t('technical.ended')}`}
      </p>
      {climb !== null && (
        <p>
          {climb.status === 'unanswered' && <b>{t('technical.unanswered')} · </b>}
          {climb.called.length > 0 &&
            `${t('technical.called', { names: climb.called.map(({ name }) => name).join(', ') })} · `}
          {climb.due !== null && t('technical.next', { at: formatMoment(climb.due, language, now) })}
        </p>
      )}
      <p>{t(`technical.means.${problem}`)}</p>
      <p>{t(`technical.do.${problem}`)}</p>
      <p className="soft technical-detail">{alert.detail}</p>
      {status !== 'resolved' && <Steps alert={alert} />}
    </li>
  )
}

function Steps({ alert }: { alert: ShownTechnicalAlert }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const change = useMutation({
    mutationFn: (step: Step) => takeStep(alert.id, step),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['technical-alerts'] })
      await queries.invalidateQueries({ queryKey: ['attention'] })
    },
  })
  const isMine = alert.owner?.id === user.id
  return (
    <div className="technical-steps">
      {alert.owner === null && (
        <Button loading={change.isPending} onClick={() => change.mutate({ step: 'acknowledge' })}>
          {t('technical.take')}
        </Button>
      )}
      {isMine && (
        <>
          <TextInput
            label={t('technical.note')}
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button loading={change.isPending} onClick={() => change.mutate({ step: 'resolve', note: note.trim() })}>
            {t('technical.resolve')}
          </Button>
          <Button variant="default" disabled={change.isPending} onClick={() => change.mutate({ step: 'hand-back' })}>
            {t('technical.handBack')}
          </Button>
        </>
      )}
      {change.isError && <FailureNotice error={change.error} say={(why) => t('technical.failed', { why })} />}
    </div>
  )
}
