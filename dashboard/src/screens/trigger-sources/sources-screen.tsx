import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getAreas } from '../../api/access.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { AREAS_KEY } from '../areas/areas-key.ts'
import { NewSource } from './new-source.tsx'
import { SourceCard } from './source-card.tsx'
import { getSources } from './source-requests.ts'
import './sources.css'

/** For administrators: which other services may put something into the worklist, and whether they do. */
export function SourcesScreen() {
  const { t } = useTranslation()
  const sources = useQuery({ queryKey: ['trigger-sources'], queryFn: getSources })
  const areas = useQuery({ queryKey: AREAS_KEY, queryFn: getAreas })
  const known = areas.data?.areas ?? []
  const current = sources.data?.filter(({ revokedAt }) => revokedAt === null) ?? []
  const past = sources.data?.filter(({ revokedAt }) => revokedAt !== null) ?? []
  return (
    <div className="sources">
      <ScreenHeading title={t('sources.title')} />
      <p className="soft">{t('sources.text')}</p>
      {(sources.isPending || areas.isPending) && <LoadingNotice />}
      {sources.isError && (
        <FailureNotice
          error={sources.error}
          say={(why) => t('sources.unread', { why })}
          onRetry={() => void sources.refetch()}
        />
      )}
      {areas.isError && <FailureNotice error={areas.error} onRetry={() => void areas.refetch()} />}
      {sources.data !== undefined && current.length === 0 && (
        <EmptyNotice title={t('sources.none.title')} text={t('sources.none.text')} />
      )}
      <ul className="source-cards">
        {current.map((source) => (
          <SourceCard key={source.id} source={source} areas={known} />
        ))}
      </ul>
      {areas.data !== undefined && <NewSource areas={known} />}
      {past.length > 0 && (
        <section aria-labelledby="past-sources">
          <h2 id="past-sources">{t('sources.past')}</h2>
          <ul className="source-cards">
            {past.map((source) => (
              <SourceCard key={source.id} source={source} areas={known} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
