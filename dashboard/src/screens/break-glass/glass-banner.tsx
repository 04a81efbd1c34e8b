import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import './break-glass.css'

/** On every page of somebody whom one sees only because one has broken the glass. */
export function GlassBanner() {
  const { t } = useTranslation()
  return (
    <p className="glass-banner" role="status">
      <IconAlertTriangle size={24} aria-hidden="true" />
      {t('access.glass.banner')}
    </p>
  )
}
