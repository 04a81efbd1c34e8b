import type { RelativeCalls as Calls } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { agreeToCalls, answerCall, getRelativeCalls } from '../../api/relative-calls.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { PhoneLink } from '../../ui/person/phone-link.tsx'
import { formatMoment } from '../../words/times.ts'
import './relative-calls.css'

const KEY = ['me', 'calls']
const EVERY_MS = 10_000

/** A relative as a responder: one question, two answers, and what happens then. */
export function RelativeCalls() {
  const queries = useQueryClient()
  const calls = useQuery({ queryKey: KEY, queryFn: getRelativeCalls, refetchInterval: EVERY_MS })
  if (calls.data === undefined || calls.data.about.length === 0) return null
  const again = () => void queries.invalidateQueries({ queryKey: KEY })
  return (
    <>
      {calls.data.calls.map((call) => (
        <Question key={call.alert} call={call} onAnswered={again} />
      ))}
      <Agreement agreed={calls.data.agreed} onChanged={again} />
    </>
  )
}

function Question({ call, onAnswered }: { call: Calls['calls'][number]; onAnswered(): void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const answering = useMutation({ mutationFn: (goes: boolean) => answerCall(call.alert, goes), onSuccess: onAnswered })
  const { patient, answer, ended } = call
  return (
    <section
      className="panel me-part relative-call"
      aria-label={t('onCall.me.question')}
      data-waits={(answer === null && !ended) || undefined}
    >
      <h2>
        {patient.name}
        {!ended && answer === null && <>. {t('onCall.me.question')}</>}
      </h2>
      <p>{t('onCall.me.since', { time: formatMoment(call.at, language, Date.now()) })}</p>
      {ended ? (
        <p role="status">{t('onCall.me.ended')}</p>
      ) : (
        <>
          {answer !== null && (
            <p role="status">
              <b>{t(answer === 'goes' ? 'onCall.me.afterGoes' : 'onCall.me.afterCannot')}</b>
            </p>
          )}
          <div className="relative-answers">
            {answer !== 'goes' && (
              <Button size="lg" loading={answering.isPending} onClick={() => answering.mutate(true)}>
                {t('onCall.me.goes')}
              </Button>
            )}
            {answer !== 'cannot' && (
              <Button size="lg" variant="default" loading={answering.isPending} onClick={() => answering.mutate(false)}>
                {t('onCall.me.cannot')}
              </Button>
            )}
          </div>
          <p>
            {t('onCall.me.emergency')} <PhoneLink phone="112" />
          </p>
        </>
      )}
      {answering.isError && <FailureNotice error={answering.error} say={(why) => t('onCall.me.failed', { why })} />}
    </section>
  )
}

function Agreement({ agreed, onChanged }: { agreed: boolean; onChanged(): void }) {
  const { t } = useTranslation()
  const changing = useMutation({ mutationFn: agreeToCalls, onSuccess: onChanged })
  return (
    <section className="panel me-part" aria-label={t('onCall.me.mayCall')}>
      <h2>{t('onCall.me.mayCall')}</h2>
      <p>{t(agreed ? 'onCall.me.agreed' : 'onCall.me.mayCallText')}</p>
      <div>
        <Button
          variant={agreed ? 'default' : 'filled'}
          loading={changing.isPending}
          onClick={() => changing.mutate(!agreed)}
        >
          {t(agreed ? 'onCall.me.stop' : 'onCall.me.agree')}
        </Button>
      </div>
      {changing.isError && <FailureNotice error={changing.error} />}
    </section>
  )
}
