import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useAttention } from '../../api/attention.ts'
import { WaitingCount } from '../../ui/waiting-count.tsx'

/** The way to emergency openings; whoever reviews them sees at once how many wait. */
export function GlassLink({ cares, reviews }: { cares: boolean; reviews: boolean }) {
  const { t } = useTranslation()
  const count = useAttention(reviews).data?.glass ?? 0
  return (
    <NavLink to="/break-glass">
      {t(cares ? 'access.nav.glass' : 'access.nav.reviews')}
      {reviews && <WaitingCount count={count} words={t('access.nav.waiting', { count })} />}
    </NavLink>
  )
}
