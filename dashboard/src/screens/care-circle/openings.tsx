import type { CareCircle } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatDateTime } from '../../words/times.ts'

/** Who sees the client only because they have broken the glass: above all else. */
export function Openings({ openings }: { openings: CareCircle['openings'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  if (openings.length === 0) return null
  return (
    <section className="panel circle-part circle-openings" aria-label={t('access.circle.openings')}>
      <h2>{t('access.circle.openings')}</h2>
      <ul>
        {openings.map(({ id, staff, reason, until }) => (
          <li key={id}>
            {staff.name}, {t(`terms.role.${staff.role}`)}:{' '}
            {t('access.circle.opening', { reason, until: until === null ? '' : formatDateTime(until, language, now) })}
          </li>
        ))}
      </ul>
    </section>
  )
}
