import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useSession } from '../api/session.ts'
import { GlassLink } from '../screens/break-glass/glass-link.tsx'
import { TechnicalLink } from '../screens/technical/technical-link.tsx'
import { TrayLink } from '../screens/tray/tray-link.tsx'
import { Brand } from './brand.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { LiveStatus } from './live-status.tsx'
import { LockButton } from './lock-button.tsx'
import {
  caresForClients,
  handlesTechnicalAlerts,
  hasOwnPage,
  keepsGateways,
  keepsKits,
  managesStaff,
  putsDataRight,
  reviewsGlass,
  searchesLog,
  seesAreas,
} from './rights.ts'
import { SoundButton } from './sound-button.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { UserMenu } from './user-menu.tsx'

export function Header() {
  const { t } = useTranslation()
  const { user } = useSession()
  const cares = caresForClients(user.role)
  return (
    <header className="header">
      <Brand />
      <nav className="nav" aria-label={t('shell.nav.label')}>
        {cares && (
          <NavLink to="/" end>
            {t('shell.nav.board')}
          </NavLink>
        )}
        {cares && <NavLink to="/patients">{t('shell.nav.patients')}</NavLink>}
        {keepsKits(user.role) && <NavLink to="/kits">{t('shell.nav.kits')}</NavLink>}
        {cares && <TrayLink />}
        {putsDataRight(user.role) && <NavLink to="/quarantine">{t('shell.nav.quarantine')}</NavLink>}
        {managesStaff(user.role) && <NavLink to="/staff">{t('shell.nav.staff')}</NavLink>}
        {handlesTechnicalAlerts(user.role) && <TechnicalLink />}
        {keepsGateways(user.role) && <NavLink to="/gateways">{t('shell.nav.gateways')}</NavLink>}
        {(cares || reviewsGlass(user.role)) && <GlassLink cares={cares} reviews={reviewsGlass(user.role)} />}
        {seesAreas(user.role) && <NavLink to="/areas">{t('access.nav.areas')}</NavLink>}
        {searchesLog(user.role) && <NavLink to="/access-log">{t('access.nav.accessLog')}</NavLink>}
        {hasOwnPage(user.role) && <NavLink to="/me">{t('access.nav.me')}</NavLink>}
        <NavLink to="/about">{t('shell.nav.about')}</NavLink>
      </nav>
      <div className="header-tools">
        {cares && <LiveStatus />}
        {cares && <SoundButton />}
        <LanguageSwitch />
        <ThemeSwitch />
        <LockButton />
        <UserMenu />
      </div>
    </header>
  )
}
