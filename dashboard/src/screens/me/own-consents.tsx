import type { OwnView } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { withdrawOwnConsent } from '../../api/access.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { GiveConsent } from './give-consent.tsx'

interface Props {
  patient: string
  consents: NonNullable<OwnView['consents']>
}

/** Whom the client has let in, how to let somebody in, and the button that lets them out again. */
export function OwnConsents({ patient, consents }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const withdrawing = useMutation({
    mutationFn: (id: string) => withdrawOwnConsent(patient, id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
  return (
    <section className="panel me-part" aria-label={t('access.me.consents')}>
      <h2>{t('access.me.consents')}</h2>
      {consents.length === 0 && <p>{t('access.me.noConsents')}</p>}
      <ul className="me-rows">
        {consents.map(({ id, account, holder, scopes }) => (
          <li key={id}>
            <b>{account.name}</b>
            <span>
              {holder === 'relative'
                ? scopes.map((scope) => t(`access.scope.${scope}`)).join(', ')
                : t(`access.holder.${holder}`)}
            </span>
            {holder === 'relative' && (
              <Button
                variant="default"
                aria-label={t('access.circle.withdrawOf', { name: account.name })}
                disabled={withdrawing.isPending}
                onClick={() => withdrawing.mutate(id)}
              >
                {t('access.circle.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <GiveConsent patient={patient} />
      {withdrawing.isError && (
        <FailureNotice error={withdrawing.error} say={(why) => t('access.circle.notChanged', { why })} />
      )}
    </section>
  )
}
