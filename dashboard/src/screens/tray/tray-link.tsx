import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useTaskCount } from './use-tasks.ts'
import './tray-link.css'

/** The way to what is to be done, with how much that is. */
export function TrayLink() {
  const { t } = useTranslation()
  const count = useTaskCount(true)
  const open = count.data?.open ?? 0
  return (
    <NavLink to="/tray">
      {t('tray.nav')}
      {open > 0 && (
        <span className="tray-count" data-overdue={(count.data?.overdue ?? 0) > 0 || undefined}>
          <span aria-hidden="true">{open}</span>
          <span className="unseen">{t('tray.count', { count: open })}</span>
        </span>
      )}
    </NavLink>
  )
}
