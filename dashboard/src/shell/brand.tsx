import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

export function Brand() {
  const { t } = useTranslation()
  return (
    <Link className="brand" to="/">
      <img src="/kotisilta.svg" alt="" width="32" height="32" />
      <span className="brand-name">{t('shell.brand')}</span>
    </Link>
  )
}
