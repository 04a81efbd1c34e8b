import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import './notices.css'

export function LoadingNotice() {
  const { t } = useTranslation()
  return (
    <p className="loading" role="status">
      <Loader size="sm" aria-hidden="true" />
      {t('shell.loading')}
    </p>
  )
}
