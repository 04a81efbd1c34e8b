import { Button, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { getErasure, requestErasure } from '../../../api/people-endpoints.ts'
import { useServerTime } from '../../../live/use-server-time.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { formatDate } from '../../../words/times.ts'

/** Somebody asks for erasure: the request is written down with what the law says, and carried out where it lets it. */
export function ErasureForm({ id }: { id: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  const state = useQuery({ queryKey: ['erasure', id], queryFn: () => getErasure(id) })
  const ask = useMutation({
    mutationFn: () => requestErasure(id, reason.trim()),
    onSuccess: ({ decision }) => {
      void queries.invalidateQueries({ queryKey: [decision === 'erased' ? 'patients' : 'erasure'] })
      if (decision === 'erased') void navigate('/patients')
      else setReason('')
    },
  })
  if (state.data === undefined) return state.isError ? <FailureNotice error={state.error} /> : null
  const { keptUntil, mayErase, requests } = state.data
  return (
    <>
      <h3>{t('people.rights.erase')}</h3>
      <p>
        {mayErase && t('people.rights.mayErase')}
        {!mayErase && keptUntil === null && t('people.rights.keptWhile')}
        {!mayErase &&
          keptUntil !== null &&
          t('people.rights.keptUntil', { date: formatDate(keptUntil, language, now) })}
      </p>
      <Textarea
        label={t('people.rights.reason')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={reason}
        error={checked && reason.trim() === '' ? t('people.rights.reasonMissing') : undefined}
        onChange={(event) => {
          setReason(event.currentTarget.value)
          setChecked(false)
        }}
      />
      {ask.isError && <FailureNotice error={ask.error} />}
      <p role="status">{ask.data?.decision === 'kept' && t('people.rights.kept')}</p>
      <div className="people-actions">
        <Button
          variant="default"
          loading={ask.isPending}
          onClick={() => {
            setChecked(reason.trim() === '')
            if (reason.trim() !== '') ask.mutate()
          }}
        >
          {t(mayErase ? 'people.rights.eraseNow' : 'people.rights.request')}
        </Button>
      </div>
      {requests.map(({ at, by, decision }) => (
        <p key={at} className="soft">
          {t('people.rights.requested', {
            date: formatDate(at, language, now),
            name: by,
            decision: t(`people.rights.decision.${decision}`),
          })}
        </p>
      ))}
    </>
  )
}
