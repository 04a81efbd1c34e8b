import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ScreenHeading } from '../../ui/screen-heading.tsx'

export function NotFoundScreen() {
  const { t } = useTranslation()
  return (
    <>
      <ScreenHeading title={t('shell.notFound.title')} />
      <p>{t('shell.notFound.text')}</p>
      <p>
        <Link to="/">{t('shell.notFound.home')}</Link>
      </p>
    </>
  )
}
