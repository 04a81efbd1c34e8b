import type { PatientRecord } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { revealIdentity } from '../../api/people-endpoints.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'

/** The personal identity code, masked until somebody asks for it: that is a look of its own. */
export function IdentityLine({ record }: { record: PatientRecord }) {
  const { t } = useTranslation()
  const reveal = useMutation({ mutationFn: () => revealIdentity(record.id) })
  if (record.personalIdentity === null) return <p className="soft">{t('people.record.noIdentity')}</p>
  return (
    <div className="panel people-inline">
      <p>{t('people.record.identity', { masked: reveal.data?.personalIdentity ?? record.personalIdentity })}</p>
      {reveal.data === undefined ? (
        <>
          <Button variant="default" loading={reveal.isPending} onClick={() => reveal.mutate()}>
            {t('people.record.reveal')}
          </Button>
          <span className="soft">{t('people.record.revealText')}</span>
        </>
      ) : (
        <Button variant="default" onClick={() => reveal.reset()}>
          {t('people.record.hide')}
        </Button>
      )}
      {reveal.isError && <FailureNotice error={reveal.error} />}
    </div>
  )
}
