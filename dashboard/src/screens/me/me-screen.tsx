import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getOwnPage } from '../../api/access.ts'
import { useSession } from '../../api/session.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { PhoneLink } from '../../ui/person/phone-link.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { OwnPerson } from './own-person.tsx'
import { RelativeCalls } from './relative-calls.tsx'
import './me.css'

const REFRESH_MS = 60_000

/** How it goes, for the client and for those whom the client has let in: on a phone, in plain words. */
export function MeScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const page = useQuery({ queryKey: ['me'], queryFn: getOwnPage, refetchInterval: REFRESH_MS })
  return (
    <div className="me">
      <ScreenHeading title={t('access.me.title')} />
      {user.role === 'relative' && <RelativeCalls />}
      {page.isPending && <LoadingNotice />}
      {page.isError && (
        <FailureNotice
          error={page.error}
          say={(why) => t('access.me.failed', { why })}
          onRetry={() => void page.refetch()}
        />
      )}
      {page.data?.people.length === 0 && (
        <EmptyNotice title={t('access.me.none.title')} text={t('access.me.none.text')} />
      )}
      {page.data?.people.map((person) => (
        <OwnPerson key={person.patient.id} view={person} />
      ))}
      {page.data !== undefined && (
        <section className="panel me-part" aria-label={t('access.me.help')}>
          <h2>{t('access.me.help')}</h2>
          {page.data.phone === null ? (
            <p>{t('access.me.noPhone')}</p>
          ) : (
            <p>
              {t('access.me.nurse')} <PhoneLink phone={page.data.phone} />
            </p>
          )}
          <p>
            {t('access.me.emergency')} <PhoneLink phone="112" />
          </p>
        </section>
      )}
    </div>
  )
}
