import type { PatientRecord } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { exportAddress } from '../../../api/people-endpoints.ts'
import { ErasureForm } from './erasure-form.tsx'

/** The person's data for the person, and requests for erasure with what the law answers. */
export function RightsPanel({ record }: { record: PatientRecord }) {
  const { t } = useTranslation()
  return (
    <section className="panel">
      <h2>{t('people.rights.title')}</h2>
      <p className="soft">{t('people.rights.text')}</p>
      <div className="people-actions">
        <Button component="a" variant="default" href={exportAddress(record.id, 'html')} download>
          {t('people.rights.html')}
        </Button>
        <Button component="a" variant="default" href={exportAddress(record.id, 'json')} download>
          {t('people.rights.json')}
        </Button>
      </div>
      <ErasureForm id={record.id} />
    </section>
  )
}
