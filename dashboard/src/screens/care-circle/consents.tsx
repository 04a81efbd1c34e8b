import type { CareCircle } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { withdrawConsent } from '../../api/access.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatDate } from '../../words/times.ts'
import { ConsentDialog } from './consent-dialog.tsx'
import { useCircleChange } from './use-circle-change.ts'

interface Props {
  patient: string
  consents: CareCircle['consents']
  changes: boolean
}

/** What the client has agreed to show to whom; withdrawn with one touch, and from then on nothing is seen. */
export function Consents({ patient, consents, changes }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const [giving, setGiving] = useState(false)
  const withdrawing = useCircleChange(patient)
  return (
    <section className="panel circle-part" aria-label={t('access.circle.consents')}>
      <h2>{t('access.circle.consents')}</h2>
      {consents.length === 0 && <p className="soft">{t('access.circle.noConsents')}</p>}
      <ul className="circle-rows">
        {consents.map(({ id, account, holder, scopes, from, until, given }) => (
          <li key={id}>
            <div>
              <b>{account.name}</b>, {t(`access.holder.${holder}`)}
              <p>
                {holder === 'relative'
                  ? scopes.map((scope) => t(`access.scope.${scope}`)).join(', ')
                  : t('access.circle.everything')}
              </p>
              <p className="soft">
                {formatDate(from, language, now)} –{' '}
                {until === null ? t('access.circle.forNow') : formatDate(until, language, now)} · {given}
              </p>
            </div>
            {changes && (
              <Button
                variant="default"
                aria-label={t('access.circle.withdrawOf', { name: account.name })}
                disabled={withdrawing.isPending}
                onClick={() => withdrawing.mutate(() => withdrawConsent(patient, id))}
              >
                {t('access.circle.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {withdrawing.isError && (
        <FailureNotice error={withdrawing.error} say={(why) => t('access.circle.notChanged', { why })} />
      )}
      {changes && (
        <Button variant="default" className="circle-new" onClick={() => setGiving(true)}>
          {t('access.circle.give')}
        </Button>
      )}
      {giving && <ConsentDialog patient={patient} onClose={() => setGiving(false)} />}
    </section>
  )
}
