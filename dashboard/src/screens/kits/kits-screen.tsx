import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getKits } from '../../api/people-endpoints.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import '../people/people.css'
import { KitCard } from './kit-card.tsx'
import { NewKitForm } from './new-kit-form.tsx'

/** Which kits there are, and how far each is on its way to the next home. No people. */
export function KitsScreen() {
  const { t } = useTranslation()
  const kits = useQuery({ queryKey: ['kits'], queryFn: getKits })
  return (
    <div className="people-screen">
      <ScreenHeading title={t('people.kits.title')} />
      <p className="soft">{t('people.kits.text')}</p>
      {kits.isPending && <LoadingNotice />}
      {kits.isError && (
        <FailureNotice
          error={kits.error}
          say={(why) => t('people.kits.failed', { why })}
          onRetry={() => void kits.refetch()}
        />
      )}
      {kits.data?.length === 0 && <EmptyNotice title={t('people.kits.empty')} text={t('people.kits.emptyText')} />}
      <ul className="kit-list">
        {kits.data?.map((kit) => (
          <KitCard key={kit.id} kit={kit} />
        ))}
      </ul>
      <NewKitForm />
    </div>
  )
}
