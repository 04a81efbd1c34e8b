import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useAttention } from '../../api/attention.ts'
import { WaitingCount } from '../../ui/waiting-count.tsx'

/** The way to technical alerts, with how many nobody has taken. */
export function TechnicalLink() {
  const { t } = useTranslation()
  const count = useAttention(true).data?.technical ?? 0
  return (
    <NavLink to="/technical">
      {t('technical.nav')}
      <WaitingCount count={count} words={t('technical.count', { count })} />
    </NavLink>
  )
}
