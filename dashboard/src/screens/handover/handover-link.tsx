import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useAttention } from '../../api/attention.ts'
import { WaitingCount } from '../../ui/waiting-count.tsx'

/** The way to the handover, with how many wait to be received by whoever is signed in. */
export function HandoverLink() {
  const { t } = useTranslation()
  const count = useAttention(true).data?.handovers ?? 0
  return (
    <NavLink to="/handover">
      {t('handover.nav')}
      <WaitingCount count={count} words={t('handover.waiting', { count })} />
    </NavLink>
  )
}
